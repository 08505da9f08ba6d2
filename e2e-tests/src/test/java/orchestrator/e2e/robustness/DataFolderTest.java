package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ProcessOutcome;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.QueryPlansParam;
import org.junit.jupiter.api.Test;

class DataFolderTest extends OwnServer {

  private static void assertOneSentence(ProcessOutcome outcome, String named) {
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.output()).contains(named);
  }

  @Test
  void aSecondServerOnAFolderStopsAndTheFirstGoesOn() throws Exception {
    ServerProcess first = start(settings());
    Party one = newMember(first, ONE);

    assertOneSentence(ProcessOutcome.of(settings()), settings().data().toString());

    assertThat(one.register(plan("plan")).getName()).isEqualTo("plan");
  }

  @Test
  void aFolderOfANewerFormatIsLeftAlone() throws Exception {
    assertThat(start(settings()).stop()).isZero();
    Path format = settings().data().resolve("format");
    int version = Integer.parseInt(Files.readString(format).strip());
    Files.writeString(format, (version + 1) + "\n");

    assertOneSentence(ProcessOutcome.of(settings()), settings().data().toString());

    Files.writeString(format, version + "\n");
    assertThat(start(settings()).isAlive()).isTrue();
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws Exception {
    Files.writeString(settings().data(), "not a folder");

    assertOneSentence(ProcessOutcome.of(settings()), settings().data().toString());
  }

  @Test
  void aRestartKeepsAssetsEventsAndTokens() throws Exception {
    ServerProcess first = start(settings());
    Party one = newMember(first, ONE);
    for (int i = 0; i < 10; i++) {
      one.register(plan("plan " + i));
    }
    var query = QueryPlansParam.newBuilder().setPageSize(4);
    var page = one.call(ComputePlanServiceGrpc.getQueryPlansMethod(), query.build());
    query.setPageToken(page.getNextPageToken());
    var second = one.call(ComputePlanServiceGrpc.getQueryPlansMethod(), query.build());
    List<Event> events = EventLog.all(one);
    assertThat(first.stop()).isZero();

    Party again = connect(start(settings())).as(ONE, "mychannel");

    assertThat(again.call(ComputePlanServiceGrpc.getQueryPlansMethod(), query.build()))
        .isEqualTo(second);
    assertThat(EventLog.all(again)).startsWith(events.toArray(Event[]::new));
    assertThat(again.plan(key("plan 0"))).isEqualTo(page.getPlans(0));
  }
}
