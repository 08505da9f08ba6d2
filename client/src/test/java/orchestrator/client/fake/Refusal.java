package orchestrator.client.fake;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** What the server refuses calls with. */
final class Refusal {
  private Refusal() {}

  static StatusRuntimeException notFound(String kind, String key) {
    return refuse(Status.NOT_FOUND, "OE0002: %s with key \"%s\" not found", kind, key);
  }

  static StatusRuntimeException conflict(String kind, String key) {
    return refuse(Status.ALREADY_EXISTS, "OE0006: %s with key \"%s\" already exists", kind, key);
  }

  static StatusRuntimeException transition(String event, String state) {
    return refuse(
        Status.INVALID_ARGUMENT,
        "OE0104: event %s inappropriate in current state %s",
        event,
        state);
  }

  static StatusRuntimeException badStatus(String what, String state) {
    return refuse(
        Status.FAILED_PRECONDITION,
        "OE0003: cannot register %s for task with status \"%s\"",
        what,
        state);
  }

  static StatusRuntimeException outputDisabled() {
    return refuse(Status.INVALID_ARGUMENT, "OE0108: output is already disabled");
  }

  static StatusRuntimeException terminated(String plan) {
    return refuse(
        Status.FAILED_PRECONDITION, "OE0109: compute plan %s is already terminated", plan);
  }

  @FormatMethod
  private static StatusRuntimeException refuse(
      Status status, @FormatString String text, Object... values) {
    return status.withDescription(String.format(text, values)).asRuntimeException();
  }
}
