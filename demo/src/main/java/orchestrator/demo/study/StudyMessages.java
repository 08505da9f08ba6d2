package orchestrator.demo.study;

import java.util.List;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;
import orchestrator.proto.RegisterTasksParam;

/** The study's graph as the messages that register it. */
public final class StudyMessages {

  private final Study study;

  /** The messages of a study. */
  public StudyMessages(Study study) {
    this.study = study;
  }

  /** The plan. */
  public NewComputePlan plan() {
    return NewComputePlan.newBuilder()
        .setKey(study.keys().plan())
        .setName("joint diagnosis model")
        .setTag("demo")
        .build();
  }

  /** All tasks, to be registered in one call. */
  public RegisterTasksParam tasks(List<StudyTask> tasks) {
    return RegisterTasksParam.newBuilder()
        .addAllTasks(tasks.stream().map(this::task).toList())
        .build();
  }

  private NewComputeTask task(StudyTask task) {
    NewComputeTask.Builder message =
        NewComputeTask.newBuilder()
            .setKey(task.key())
            .setFunctionKey(study.keys().function(task.step()))
            .setComputePlanKey(study.keys().plan())
            .setWorker(task.hospital())
            .putMetadata(Names.ROUND, String.valueOf(task.round()))
            .putMetadata(Names.LINE, task.line().text());
    switch (task.step()) {
      case DESCRIBE -> {
        data(message, task, study.keys().training(task.hospital()));
        output(message, Names.SUMS, task);
      }
      case POOL -> {
        models(message, task, Names.SUMS, Names.SUMS);
        output(message, Names.MODEL, task);
      }
      case TRAIN -> {
        message.putMetadata(Names.STEPS, String.valueOf(study.steps()));
        data(message, task, study.keys().training(task.hospital()));
        models(message, task, Names.MODEL, Names.MODEL);
        output(message, Names.MODEL, task);
      }
      case AGGREGATE -> {
        models(message, task, Names.MODELS, Names.MODEL);
        output(message, Names.MODEL, task);
      }
      case TEST -> {
        data(message, task, study.keys().heldBack(task.hospital()));
        models(message, task, Names.MODEL, Names.MODEL);
        performance(message, Names.ACCURACY);
        performance(message, Names.AUC);
      }
    }
    return message.build();
  }

  private void data(NewComputeTask.Builder message, StudyTask task, String sample) {
    message
        .addInputs(asset(Names.DATA_MANAGER, study.keys().dataManager(task.hospital())))
        .addInputs(asset(Names.DATA_SAMPLES, sample));
  }

  private static ComputeTaskInput asset(String identifier, String key) {
    return ComputeTaskInput.newBuilder().setIdentifier(identifier).setAssetKey(key).build();
  }

  private static void models(
      NewComputeTask.Builder message, StudyTask task, String identifier, String parentOutput) {
    task.parents()
        .forEach(
            parent ->
                message.addInputs(
                    ComputeTaskInput.newBuilder()
                        .setIdentifier(identifier)
                        .setParentTaskOutput(
                            ParentTaskOutputRef.newBuilder()
                                .setParentTaskKey(parent.key())
                                .setOutputIdentifier(parentOutput))));
  }

  private void output(NewComputeTask.Builder message, String identifier, StudyTask task) {
    NewPermissions hospitals = Sharing.with(study.hospitals().toArray(String[]::new));
    message.putOutputs(
        identifier,
        NewComputeTaskOutput.newBuilder()
            .setPermissions(hospitals)
            .setTransient(!task.kept())
            .build());
  }

  private static void performance(NewComputeTask.Builder message, String identifier) {
    message.putOutputs(
        identifier, NewComputeTaskOutput.newBuilder().setPermissions(Sharing.everyone()).build());
  }
}
