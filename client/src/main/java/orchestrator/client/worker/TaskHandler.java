package orchestrator.client.worker;

/**
 * Computes the tasks of a function, for a {@link Worker}.
 *
 * <pre>{@code
 * TaskHandler train =
 *     task -> {
 *       byte[] model = train(read(task.dataSamples()));
 *       task.registerModel("model", store(model));
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface TaskHandler {
  /**
   * Computes a task that is EXECUTING. It is DONE when this returns.
   *
   * @throws Exception to fail the task, with a failure report; but an {@link
   *     orchestrator.client.OrchestratorException} that {@code isTransient()} makes the worker run
   *     the task again when the server is back
   */
  void run(TaskContext task) throws Exception;
}
