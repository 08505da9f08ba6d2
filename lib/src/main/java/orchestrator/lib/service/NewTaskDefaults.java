package orchestrator.lib.service;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.lib.asset.PermissionRules;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.Function;
import orchestrator.proto.Permission;

/** Derives what a new task gets from its function, its parents and its data manager. */
final class NewTaskDefaults {
  private NewTaskDefaults() {}

  /** How many tasks stand above it on the longest way. */
  static int rank(List<ComputeTask> parents) {
    return parents.stream().mapToInt(parent -> parent.getRank() + 1).max().orElse(0);
  }

  /** The first status of a task. */
  static ComputeTaskStatus status(Function function, List<ComputeTask> parents) {
    if (has(parents, ComputeTaskStatus.STATUS_FAILED)
        || has(parents, ComputeTaskStatus.STATUS_CANCELED)) {
      return ComputeTaskStatus.STATUS_CANCELED;
    }
    return switch (function.getStatus()) {
      case FUNCTION_STATUS_WAITING -> ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
      case FUNCTION_STATUS_BUILDING -> ComputeTaskStatus.STATUS_BUILDING;
      case FUNCTION_STATUS_FAILED -> ComputeTaskStatus.STATUS_FAILED;
      case FUNCTION_STATUS_CANCELED -> ComputeTaskStatus.STATUS_CANCELED;
      case FUNCTION_STATUS_READY ->
          parents.stream().allMatch(parent -> parent.getStatus() == ComputeTaskStatus.STATUS_DONE)
              ? ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
              : ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
      case FUNCTION_STATUS_UNKNOWN, UNRECOGNIZED ->
          throw new IllegalStateException("function without status: " + function.getKey());
    };
  }

  /**
   * Who may read the logs: whom the data manager names, else who may read a parent's, and the
   * owner.
   */
  static Permission logsPermission(
      Optional<DataManager> manager, List<ComputeTask> parents, String owner) {
    return manager
        .map(DataManager::getLogsPermission)
        .orElseGet(
            () ->
                PermissionRules.union(
                    Stream.concat(
                            Stream.of(Permission.newBuilder().addAuthorizedIds(owner).build()),
                            parents.stream().map(ComputeTask::getLogsPermission))
                        .toList()));
  }

  private static boolean has(List<ComputeTask> parents, ComputeTaskStatus status) {
    return parents.stream().anyMatch(parent -> parent.getStatus() == status);
  }
}
