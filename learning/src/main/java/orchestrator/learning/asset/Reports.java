package orchestrator.learning.asset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import orchestrator.client.spec.Addressables;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.Uplet;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.RegisterModelsParam;

/** Says how what a worker says of a task is told to the API: whole, as the reason of the change. */
public final class Reports {
  private static final int LONGEST_ADDRESS = 2_048;

  private Reports() {}

  /** A worker takes a task. */
  public static ApplyTaskActionParam taken(Uplet uplet, JsonNode worker) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.set("worker", worker);
    return action(uplet, ComputeTaskAction.TASK_ACTION_EXECUTING, report);
  }

  /** A task is done. */
  public static ApplyTaskActionParam done(Uplet uplet, ObjectNode report) {
    return action(uplet, ComputeTaskAction.TASK_ACTION_DONE, report);
  }

  /** A task has failed, by its worker's own word or for another reason. */
  public static ApplyTaskActionParam failed(Uplet uplet, String reason) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("status", "failed");
    report.put("reason", reason);
    return action(uplet, ComputeTaskAction.TASK_ACTION_FAILED, report);
  }

  /** Whether a worker says what was said before, however its numbers are written. */
  public static boolean isSame(ObjectNode said, ObjectNode before) {
    return Json.object(Json.text(said)).filter(before::equals).isPresent();
  }

  /** Nobody wants a task any more. */
  public static ApplyTaskActionParam cancelled(String task) {
    return ApplyTaskActionParam.newBuilder()
        .setComputeTaskKey(task)
        .setAction(ComputeTaskAction.TASK_ACTION_CANCELED)
        .setLog("withdrawn")
        .build();
  }

  private static ApplyTaskActionParam action(
      Uplet uplet, ComputeTaskAction action, ObjectNode report) {
    return ApplyTaskActionParam.newBuilder()
        .setComputeTaskKey(uplet.task())
        .setAction(action)
        .setLog(Json.text(report))
        .build();
  }

  /**
   * What came of a task: a model, or a prediction.
   *
   * @param storage base address
   * @param id of it in that storage
   */
  public static RegisterModelsParam made(Uplet uplet, URI storage, String id) {
    boolean isModel = uplet instanceof Learnuplet;
    String base = storage.toString().replaceAll("/+$", "");
    String address =
        base
            + (isModel ? "/model/" : "/prediction/")
            + URLEncoder.encode(id, StandardCharsets.UTF_8);
    return RegisterModelsParam.newBuilder()
        .addModels(
            NewModel.newBuilder()
                .setKey(uplet.modelKey())
                .setComputeTaskKey(uplet.task())
                .setComputeTaskOutputIdentifier(isModel ? Names.MODEL : Names.PREDICTION)
                .setAddress(
                    // Nothing here has seen its content; its id stands for it.
                    Addressables.of(
                        id,
                        address.length() <= LONGEST_ADDRESS
                            ? address
                            : base + "/prediction/" + uplet.modelId())))
        .build();
  }

  /** How good a model is. */
  public static NewPerformance performance(Learnuplet learnuplet, JsonNode value) {
    return NewPerformance.newBuilder()
        .setComputeTaskKey(learnuplet.task())
        .setComputeTaskOutputIdentifier(Names.PERFORMANCE)
        .setPerformanceValue(value.floatValue())
        .build();
  }
}
