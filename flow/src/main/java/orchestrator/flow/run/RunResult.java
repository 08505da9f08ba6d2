package orchestrator.flow.run;

import java.util.Objects;
import java.util.Optional;
import orchestrator.flow.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Says how a run has ended.
 *
 * @param status how
 * @param body what the flow gave; null unless it finished
 * @param fault why it failed, or where it stopped; null when it finished
 * @param <O> what the flow gives
 */
public record RunResult<O>(Status status, @Nullable O body, @Nullable Fault fault) {
  /** How a run can end. */
  public enum Status {
    /** It came to the end of its flow. */
    FINISHED,
    /** It failed, and what it had done was undone. */
    FAILED,
    /** A handler or a service gave nothing to go on with, as they may. */
    STOPPED
  }

  /** A run that came to the end of its flow. */
  public static <O> RunResult<O> finished(O body) {
    return new RunResult<>(Status.FINISHED, body, null);
  }

  /** A run that failed. */
  public static <O> RunResult<O> failed(Fault fault) {
    return new RunResult<>(Status.FAILED, null, fault);
  }

  /** A run that was stopped here. */
  public static <O> RunResult<O> stopped(String place) {
    return new RunResult<>(
        Status.STOPPED, null, Fault.of(place, Fault.Kind.FLOW, "there was nothing to go on with"));
  }

  /** Whether it came to the end of its flow. */
  public boolean isFinished() {
    return status == Status.FINISHED;
  }

  /** What the flow gave. */
  public Optional<O> result() {
    return Optional.ofNullable(body);
  }

  /**
   * What the flow gave.
   *
   * @throws IllegalStateException when the run did not finish; its message tells why
   */
  public O orThrow() {
    if (body == null) {
      throw new IllegalStateException(Objects.requireNonNull(fault).text());
    }
    return body;
  }
}
