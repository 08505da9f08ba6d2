package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.ErrorText;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.SizeException;
import orchestrator.server.couchdb.NotLeaderException;
import orchestrator.server.engine.BusyException;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.UnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusMapperTest {
  private static Status told(Throwable failure, Status.Code code, String description) {
    Status status = StatusMapper.status(failure);

    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).isEqualTo(description);
    return status;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalTellsTheCallerWhyAndTheLogNothing(
      Throwable failure, Status.Code code, String description) {
    assertThat(told(failure, code, description).getCause()).isNull();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Errors.of(ErrorCode.NOT_FOUND, "gone"), Status.Code.NOT_FOUND, "OE0002: gone"),
        Arguments.of(
            Errors.denied("not yours"), Status.Code.PERMISSION_DENIED, "OE0102: not yours"),
        Arguments.of(
            SizeException.of("it", 2, 1, ""),
            Status.Code.RESOURCE_EXHAUSTED,
            "it would be a message larger than max (2 vs. 1)"),
        Arguments.of(
            BusyException.full("c"),
            Status.Code.RESOURCE_EXHAUSTED,
            "the queue of channel \"c\" is full, try again later"),
        Arguments.of(BusyException.stopping(), Status.Code.UNAVAILABLE, "the server is stopping"),
        Arguments.of(new NotLeaderException(), Status.Code.UNAVAILABLE, "not the leader"),
        Arguments.of(
            new UnreachableException("http://inside:5984 is silent"),
            Status.Code.UNAVAILABLE,
            "the storage cannot do this now"),
        Arguments.of(new CancellationException("left"), Status.Code.CANCELLED, "left"),
        Arguments.of(
            new RejectedExecutionException("Task java.util.concurrent.FutureTask@1 rejected"),
            Status.Code.RESOURCE_EXHAUSTED,
            "too many calls wait, try again later"),
        Arguments.of(
            new StatusRuntimeException(
                Status.INTERNAL.withDescription("bad bytes").withCause(new Exception("inside"))),
            Status.Code.INTERNAL,
            "bad bytes"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultTellsTheCallerNothingOfTheInsideAndTheLogAll(
      Throwable failure, Status.Code code, String description) {
    assertThat(told(failure, code, description).getCause()).isSameAs(failure);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            Errors.of(ErrorCode.UNREADABLE_DATA, "torn"), Status.Code.INTERNAL, "OE0001: torn"),
        Arguments.of(
            new StorageException("/data/db is full"),
            Status.Code.UNAVAILABLE,
            "the storage cannot do this now"),
        Arguments.of(
            new IllegalStateException("/data/db"), Status.Code.INTERNAL, "OE0007: internal error"));
  }

  @Test
  void aDescriptionHasNoMoreBytesThanAHeaderTakes() {
    Status status = StatusMapper.status(Errors.invalid("%".repeat(10_000)));

    assertThat(ErrorText.size(String.valueOf(status.getDescription())))
        .isBetween(ErrorText.BYTES - 12, ErrorText.BYTES);
  }
}
