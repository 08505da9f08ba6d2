package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

class ShutdownTest extends OwnServer {

  @Test
  void aStopEndsStreamsAsUnavailableAndTheProcessWithZero() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    try (EventStream stream = EventStream.after("", one.transport())) {
      assertThat(stream.next().getOrganization().getId()).isEqualTo(ONE);

      assertThat(server.stop()).isZero();

      assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void callsInFlightAreAnsweredBeforeTheProcessEnds() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    CompletableFuture<Integer> acknowledged =
        CompletableFuture.supplyAsync(() -> registerUntilRefused(one));
    Thread.sleep(500);

    assertThat(server.stop()).isZero();

    int plans = acknowledged.get();
    Party again = connect(start(settings())).as(ONE, "mychannel");
    assertThat(plans).isPositive();
    for (int i = 0; i < plans; i++) {
      assertThat(again.plan(key("plan " + i)).getOwner()).isEqualTo(ONE);
    }
  }

  /** How many plans were acknowledged before the server went away. */
  private int registerUntilRefused(Party one) {
    for (int i = 0; ; i++) {
      try {
        one.register(plan("plan " + i));
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        return i;
      }
    }
  }

  @Test
  void thePagesOfTheOperatorTellThatTheServerServes() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);

    server.page("/healthz");
    server.page("/readyz");
    assertThat(server.page("/metrics")).contains("RegisterOrganization");
  }
}
