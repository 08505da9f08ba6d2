package orchestrator.graph.run;

import java.nio.file.Path;
import java.util.Optional;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.Permission;

/** Finds artefacts by what the orchestrator knows of them, and says who may have them. */
public final class Artifacts {
  /** Whether somebody gets an artefact. */
  public enum Access {
    /** The organization gets the artefact. */
    GRANTED,
    /** The artefact is not for this organization. */
    DENIED,
    /** The artefact is not here. */
    MISSING
  }

  /**
   * Holds what was found.
   *
   * @param content empty unless access is granted
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  public record Found(Access access, byte[] content) {}

  private final OrchestratorClient client;
  private final ArtifactStore store;
  private final PlanLoader loader;

  Artifacts(OrchestratorClient client, ArtifactStore store, PlanLoader loader) {
    this.loader = loader;
    this.client = client;
    this.store = store;
  }

  /** Where an artefact is kept. */
  Path file(String checksum) {
    return store.file(checksum);
  }

  /** The channel whose artefacts these are. */
  public String channel() {
    return client.channel();
  }

  /**
   * What a node has put out.
   *
   * @param key of the model
   * @param organization that asks
   */
  public Found model(String key, String organization) {
    return found(
        () -> {
          Model model =
              client.call(
                  ModelServiceGrpc.getGetModelMethod(),
                  GetModelParam.newBuilder().setKey(key).build());
          boolean may = isFor(model.getPermissions().getDownload(), model.getOwner(), organization);
          return may ? content(model.getAddress().getChecksum()) : denied();
        });
  }

  /**
   * What a node has written.
   *
   * @param task the key of its task
   * @param organization that asks
   */
  public Found log(String task, String organization) {
    return found(
        () -> {
          ComputeTask found =
              client.call(
                  ComputeTaskServiceGrpc.getGetTaskMethod(),
                  GetTaskParam.newBuilder().setKey(task).build());
          boolean may = isFor(found.getLogsPermission(), found.getOwner(), organization);
          return may ? content(logChecksum(task)) : denied();
        });
  }

  private String logChecksum(String task) {
    return resultLog(task)
        .orElseGet(
            () ->
                client
                    .call(
                        FailureReportServiceGrpc.getGetFailureReportMethod(),
                        GetFailureReportParam.newBuilder().setAssetKey(task).build())
                    .getLogsAddress()
                    .getChecksum());
  }

  private Optional<String> resultLog(String task) {
    try {
      return loader.result(task).map(NodeResult::log);
    } catch (PlanLoader.NotToBeHadException e) {
      return Optional.empty();
    }
  }

  private interface Search {
    Found look();
  }

  private static Found found(Search search) {
    try {
      return search.look();
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return new Found(Access.MISSING, new byte[0]);
      }
      throw e;
    }
  }

  private Found content(String checksum) {
    return store
        .get(checksum)
        .map(content -> new Found(Access.GRANTED, content))
        .orElseGet(() -> new Found(Access.MISSING, new byte[0]));
  }

  private static Found denied() {
    return new Found(Access.DENIED, new byte[0]);
  }

  private static boolean isFor(Permission permission, String owner, String organization) {
    return permission.getPublic()
        || owner.equals(organization)
        || permission.getAuthorizedIdsList().contains(organization);
  }
}
