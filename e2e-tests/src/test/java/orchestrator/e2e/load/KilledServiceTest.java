package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.Waiting;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, killed in the middle of a run. */
@Tag("slow")
class KilledServiceTest {
  /** What the service has not written when it is killed, and what a busy machine adds. */
  private static final Duration NOT_WRITTEN = Duration.ofSeconds(3);

  @TempDir private Path folder;

  private static String settings(int quantity) {
    String transactions =
        "\"transactions\": [{\"delta\": 0, \"size\": 20, \"quantity\": %d, \"rate\": 50}]"
            .formatted(quantity);
    return "{\"repetitions\": 1, \"nodes\": [{\"name\": \"a\", %s}, {\"name\": \"b\", %s}]}"
        .formatted(transactions, transactions);
  }

  private static long before(Instant end, List<Instant> received) {
    return received.stream().filter(each -> each.isBefore(end)).count();
  }

  @Test
  void saysAfterARestartWhereItsReportWasCutAndRunsAgain() throws Exception {
    Path reports = folder.resolve("reports");
    try (HttpPeer a = new HttpPeer("a");
        HttpPeer b = new HttpPeer("b")) {
      String run;
      Instant killed;
      try (ServiceProcess first = ServiceProcess.start(reports);
          Controller controller = first.controller()) {
        first.register(a);
        first.register(b);
        controller.sendAccepted(settings(100_000));
        run = controller.await("started", 1).path("run").asText();
        Waiting waiting = new Waiting(Duration.ofMinutes(1));
        while (a.received().size() < 170 || b.received().size() < 170) {
          assertThat(waiting.isOver()).isFalse();
          waiting.pause();
        }
        killed = Instant.now();
        first.kill();
      }

      try (ServiceProcess second = ServiceProcess.start(reports);
          Controller controller = second.controller()) {
        Report report = ReportReader.read(second.report(run));
        assertThat(report.how()).isEqualTo("cut");
        assertThat(second.page("/v1/scenario/reports/" + run)).contains(report.ending());
        List<Instant> received = new ArrayList<>(a.received());
        received.addAll(b.received());
        Instant cut =
            report.header().started().plusMillis((long) (report.totals().seconds() * 1000));
        assertThat(cut).isBetween(killed.minus(NOT_WRITTEN), killed.plusSeconds(1));
        assertThat(report.totals().all().sent())
            .isBetween(before(cut, received), (long) received.size());
        assertThat(report.totals().all().failed()).isZero();

        second.register(a);
        second.register(b);
        int earlier = received.size();
        controller.sendAccepted(settings(20));
        JsonNode end = controller.await("ended", 1);
        assertThat(end.path("how").asText()).isEqualTo("completed");
        assertThat(end.path("totals").path("all").path("succeeded").asInt()).isEqualTo(40);
        assertThat(a.received().size() + b.received().size()).isEqualTo(earlier + 40);
      }
    }
  }
}
