package orchestrator.demo.study;

import java.util.List;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Model;
import orchestrator.proto.Performance;

/** Events as a server sends them, for a study of the hospitals A and B. */
public final class SampleEvents {

  private SampleEvents() {}

  /** The graph of a study. */
  public static StudyGraph graph(int rounds) {
    return graph("sample", rounds);
  }

  static StudyGraph graphOfAnotherRun(int rounds) {
    return graph("another", rounds);
  }

  private static StudyGraph graph(String run, int rounds) {
    return new StudyGraph(new Study(run, List.of("A", "B"), rounds, 5));
  }

  /** A task is in a status now. */
  public static Event moved(StudyTask task, ComputeTaskStatus status) {
    return Event.newBuilder()
        .setEventKind(EventKind.EVENT_ASSET_UPDATED)
        .setComputeTask(ComputeTask.newBuilder().setKey(task.key()).setStatus(status))
        .build();
  }

  /** A test's scores are registered and the test is done. */
  public static List<Event> ofTest(StudyTask test, double accuracy, double auc) {
    return List.of(
        performance(test, Step.ACCURACY, accuracy),
        performance(test, Step.AUC, auc),
        moved(test, ComputeTaskStatus.STATUS_DONE));
  }

  /** A task's model is disabled. */
  static Event disabledModel(StudyTask task) {
    return Event.newBuilder()
        .setEventKind(EventKind.EVENT_ASSET_DISABLED)
        .setModel(Model.newBuilder().setComputeTaskKey(task.key()))
        .build();
  }

  /** A study in which everything is done and every model has the same scores. */
  public static void finish(StudyProgress progress, double accuracy) {
    for (StudyTask task : progress.graph().tasks()) {
      if (task.step() == Step.TEST) {
        double own = task.line().isJoint() ? accuracy : accuracy - 0.1;
        ofTest(task, own, 0.9).forEach(progress::accept);
      } else {
        progress.accept(moved(task, ComputeTaskStatus.STATUS_DONE));
      }
    }
  }

  private static Event performance(StudyTask task, String output, double value) {
    return Event.newBuilder()
        .setEventKind(EventKind.EVENT_ASSET_CREATED)
        .setPerformance(
            Performance.newBuilder()
                .setComputeTaskKey(task.key())
                .setComputeTaskOutputIdentifier(output)
                .setPerformanceValue((float) value))
        .build();
  }
}
