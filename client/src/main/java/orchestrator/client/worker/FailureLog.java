package orchestrator.client.worker;

import java.util.Optional;
import orchestrator.proto.Addressable;

/**
 * Stores the log of what failed and says where it is.
 *
 * <pre>{@code
 * FailureLog<ComputeTask> failures =
 *     (task, cause) -> {
 *       byte[] log = stackTrace(cause);
 *       return Optional.of(Addressables.of(log, upload(task.getKey() + ".log", log)));
 *     };
 * }</pre>
 *
 * @param <T> what failed: a task or a function
 */
@FunctionalInterface
public interface FailureLog<T> {
  /**
   * Stores the log of one failure.
   *
   * @return where the log is, for a report of kind EXECUTION (of a task) or BUILD (of a function);
   *     empty for one of kind INTERNAL, the only kind that has no log
   * @throws Exception when it cannot be stored; the report is then of kind INTERNAL
   */
  Optional<Addressable> store(T failed, Throwable cause) throws Exception;

  /** Keeps no logs, so that every failure is reported as INTERNAL. */
  static <T> FailureLog<T> none() {
    return (failed, cause) -> Optional.empty();
  }
}
