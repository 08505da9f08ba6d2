package orchestrator.client.worker;

import orchestrator.proto.ComputeTask;

/**
 * Takes a task, runs it and ends it, all by calls of its own: for those who report more, or
 * otherwise, than a {@link TaskHandler} does.
 */
@FunctionalInterface
public interface TaskPerformer {
  /**
   * Performs a task, on a thread that it may keep as long as it takes.
   *
   * @param task as it was when it was found: it waits for an executor slot, or it is EXECUTING, and
   *     then perhaps by a process that has died
   */
  void perform(ComputeTask task);
}
