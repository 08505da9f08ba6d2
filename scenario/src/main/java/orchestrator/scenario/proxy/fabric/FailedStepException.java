package orchestrator.scenario.proxy.fabric;

import com.google.common.base.Throwables;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import orchestrator.scenario.proxy.net.Reasons;
import org.hyperledger.fabric.client.GatewayException;

/**
 * Says in one sentence why a step of a transaction has failed. The sentence has nothing of the
 * single transaction, so that a report can count equal ones.
 */
final class FailedStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Status.Code code;

  /** What is sure, and has no call behind it. */
  FailedStepException(String sentence) {
    this(sentence, Status.Code.ABORTED);
  }

  private FailedStepException(String sentence, Status.Code code) {
    // Thousands of transactions a second may fail, and nobody reads where.
    super(sentence, null, false, false);
    this.code = code;
  }

  /** What a future has failed with. */
  static FailedStepException from(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof FailedStepException known
        ? known
        : new FailedStepException("the transaction cannot be sent: " + cause.getMessage());
  }

  /** What a call of a peer has failed with. */
  static FailedStepException of(
      Step step, GatewayAddress peer, Duration timeout, Throwable failure) {
    if (!(failure instanceof StatusRuntimeException call)) {
      return new FailedStepException(step.noun() + " failed: " + failure.getMessage());
    }
    return new FailedStepException(sentence(step, peer, timeout, call), call.getStatus().getCode());
  }

  private static String sentence(
      Step step, GatewayAddress peer, Duration timeout, StatusRuntimeException call) {
    Status status = call.getStatus();
    Set<String> details = new LinkedHashSet<>();
    new GatewayException(call)
        .getDetails()
        .forEach(detail -> details.add(detail.getMspId() + ": " + detail.getMessage()));
    if (!details.isEmpty()) {
      return step.noun() + " failed: " + String.join("; ", details);
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "the peer %s did not %s within %s"
          .formatted(peer, step.verb(), Reasons.seconds(timeout));
    }
    if (status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null) {
      return "the peer %s cannot be reached: %s"
          .formatted(peer, Throwables.getRootCause(status.getCause()).getMessage());
    }
    String description = Optional.ofNullable(status.getDescription()).orElse("without a reason");
    return step.noun() + " failed: " + status.getCode() + ": " + description;
  }

  /** Whether the step may have been done all the same, since only its answer was lost. */
  boolean isDoubtful() {
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL -> true;
      default -> false;
    };
  }

  /** Whether it is the peer's own answer that it will not do it. */
  boolean isAnswer() {
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, INTERNAL, UNIMPLEMENTED -> false;
      default -> true;
    };
  }

  /** Whether the peer, or the way to it, was not there. */
  boolean isAway() {
    return code == Status.Code.UNAVAILABLE;
  }
}
