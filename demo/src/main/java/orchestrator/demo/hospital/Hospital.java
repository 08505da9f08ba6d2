package orchestrator.demo.hospital;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.DataManagerSpec;
import orchestrator.client.spec.FolderStore;
import orchestrator.client.spec.Sharing;
import orchestrator.client.worker.Worker;
import orchestrator.client.worker.WorkerBuilder;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.Organization;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

/**
 * Acts as a hospital: an organization with records of its own, which it registers without showing
 * them, and a worker that computes its tasks. It can be ended at any moment and made anew; the new
 * one goes on where the old one was.
 */
public final class Hospital implements AutoCloseable {
  /** Where models and records say that they are; {@code .example} belongs to nobody. */
  public static final String STORE = "https://artefacts.example/";

  private static final int CONCURRENCY = 4;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final OrchestratorClient client;
  private final FolderStore store;
  private final Cleaner cleaner;
  private final Worker worker;

  /**
   * Registers the hospital's data and starts to compute its tasks. All others must be registered.
   *
   * @param client connected as the hospital's organization; to be closed after the hospital
   * @param study its hospitals may use the data in tasks
   * @param store where models travel
   * @param privateFolder where the records lie
   */
  public Hospital(
      OrchestratorClient client,
      Study study,
      HospitalRecords records,
      FolderStore store,
      Path privateFolder) {
    this.client = client;
    this.store = store;
    PrivateRecords own = new PrivateRecords(study, client.organization(), records, privateFolder);
    client.callAgain(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(), dataManager(study, records));
    client.callAgain(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), own.toMessage());
    this.cleaner = new Cleaner(client, store, study.plan());
    HospitalFunctions functions = new HospitalFunctions(own, store);
    WorkerBuilder builder =
        Worker.builder(client).concurrency(CONCURRENCY).failureLog(this::logFailure);
    for (Step step : Step.values()) {
      builder.function(study.functionName(step), task -> functions.compute(step, task));
    }
    this.worker = builder.start();
  }

  /** Registers the organization, so that others can share with it. */
  public static void introduce(OrchestratorClient client) {
    if (!missing(client, List.of(client.organization())).isEmpty()) {
      client.callAgain(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    }
  }

  /** Which of some organizations have not registered yet. */
  public static Set<String> missing(OrchestratorClient client, List<String> organizations) {
    Set<String> missing = new HashSet<>(organizations);
    client
        .call(
            OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
            GetAllOrganizationsParam.getDefaultInstance())
        .getOrganizationsList()
        .stream()
        .map(Organization::getId)
        .forEach(missing::remove);
    return missing;
  }

  /** What ended the hospital's work against its will; empty while all is well. */
  public Optional<String> problem() {
    return worker.completion().isCompletedExceptionally() || cleaner.isBroken()
        ? Optional.of(client.organization() + " no longer hears of its tasks")
        : Optional.empty();
  }

  /** Whether the plan has come to its end, and what the hospital had put out on the way is gone. */
  public boolean isFinished() {
    return cleaner.isFinished();
  }

  /** Takes no new tasks and gives those that run a few seconds to end. */
  @Override
  public void close() {
    stopWork();
    cleaner.close();
  }

  /** Takes no new tasks; what was put out is still cleaned away. */
  public void stopWork() {
    try {
      worker.stop(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private NewDataManager dataManager(Study study, HospitalRecords records) {
    String organization = client.organization();
    return DataManagerSpec.named("tumours seen at " + organization)
        .key(study.dataManager(organization))
        .description(file("description.md", "Fine needle aspirates of breast masses."))
        .opener(file("opener.txt", "class " + PrivateRecords.class.getName()))
        .sharing(Sharing.with(study.hospitals()))
        .logs(Sharing.with(study.hospitals()))
        .metadata("training", String.valueOf(records.training().lines().size()))
        .metadata(Study.HELD_BACK, String.valueOf(records.heldBack().lines().size()))
        .toMessage();
  }

  private Optional<Addressable> logFailure(ComputeTask task, Throwable cause) {
    String reason = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    return Optional.of(
        store.write(client.organization(), "logs/" + task.getKey() + ".txt", reason));
  }

  private Addressable file(String name, String text) {
    return store.write(client.organization(), "data/" + name, text);
  }
}
