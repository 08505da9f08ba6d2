package orchestrator.demo.screen;

import orchestrator.proto.ComputeTaskStatus;

/** Tells a task's status in a person's words. */
public final class Words {
  private Words() {}

  /** The words for a status, as they follow a number or a name. */
  public static String of(ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_WAITING_FOR_BUILDER_SLOT -> "to be built";
      case STATUS_BUILDING -> "building";
      case STATUS_WAITING_FOR_PARENT_TASKS -> "waiting";
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> "ready";
      case STATUS_EXECUTING -> "executing";
      case STATUS_DONE -> "done";
      case STATUS_CANCELED -> "cancelled";
      case STATUS_FAILED -> "failed";
      case STATUS_UNKNOWN, UNRECOGNIZED -> "unheard of";
    };
  }
}
