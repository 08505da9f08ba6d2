package orchestrator.e2e.harness.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that the server refuses calls, and how. */
public final class Refusals {
  private Refusals() {}

  /** The status that ends the call, which must fail. */
  public static Status statusOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).as("the call is refused").isInstanceOf(StatusRuntimeException.class);
    return ((StatusRuntimeException) thrown).getStatus();
  }

  /** The call fails with exactly this description, {@code OE….: text}, and the code's status. */
  public static void refused(String description, ThrowingCallable call) {
    Status status = statusOf(call);
    assertThat(status.getDescription()).isEqualTo(description);
    assertThat(status.getCode()).isEqualTo(OeCode.valueOf(description.substring(0, 6)).status());
  }

  /** The call fails with this code and its status; answers the description for a closer look. */
  public static String refusedWith(OeCode code, ThrowingCallable call) {
    Status status = statusOf(call);
    assertThat(status.getDescription()).startsWith(code + ": ");
    assertThat(status.getCode()).isEqualTo(code.status());
    return String.valueOf(status.getDescription());
  }

  /** The message is refused as an invalid asset of this kind, with exactly these faults. */
  public static void invalid(String kind, ThrowingCallable call, String... faults) {
    String prefix = "OE0101: " + kind + " is not valid: ";
    String description = refusedWith(OeCode.OE0101, call);
    assertThat(description).startsWith(prefix);
    assertThat(description.substring(prefix.length()).split("; "))
        .containsExactlyInAnyOrder(faults);
  }
}
