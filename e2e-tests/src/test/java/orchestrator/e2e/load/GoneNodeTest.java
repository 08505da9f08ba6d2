package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.e2e.harness.Waiting;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Remark;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that goes away while a scenario runs. */
@Tag("slow")
class GoneNodeTest {
  private static final double NOTICED_WITHIN = 2;

  @TempDir private Path folder;

  @Test
  void isNoticedInTwoSecondsAndTheOthersGoOnToTheirEnd() throws Exception {
    String nodes =
        Stream.of("a", "b", "c")
            .map(
                name ->
                    """
                    {"name": "%s", "transactions": [
                      {"delta": 0, "size": 20, "quantity": 100, "rate": 20}]}
                    """
                        .formatted(name))
            .collect(Collectors.joining(","));
    try (HttpPeer a = new HttpPeer("a");
        HttpPeer b = new HttpPeer("b");
        HttpPeer c = new HttpPeer("c");
        ServiceProcess service = ServiceProcess.start(folder.resolve("reports"));
        Controller controller = service.controller()) {
      for (HttpPeer node : List.of(a, b, c)) {
        service.register(node);
      }
      controller.sendAccepted("{\"repetitions\": 1, \"nodes\": [" + nodes + "]}");
      String run = controller.await("started", 1).path("run").asText();
      Waiting waiting = new Waiting(Duration.ofMinutes(1));
      while (b.received().size() < 30) {
        assertThat(waiting.isOver()).isFalse();
        waiting.pause();
      }
      Instant gone = Instant.now();
      b.leave();
      assertThat(controller.await("ended", 1).path("how").asText()).isEqualTo("completed");

      Report report = ReportReader.read(service.report(run));
      double at = Duration.between(report.header().started(), gone).toMillis() / 1000.0;
      assertThat(report.remarks())
          .filteredOn(remark -> remark.text().contains("b is dead"))
          .hasSize(1)
          .extracting(Remark::at)
          .allSatisfy(noticed -> assertThat(noticed).isBetween(at - 0.1, at + NOTICED_WITHIN));
      assertThat(report.remarks()).hasSize(1);
      assertThat(figures(report, 0).succeeded()).isEqualTo(100);
      assertThat(figures(report, 2).succeeded()).isEqualTo(100);
      Figures lost = figures(report, 1);
      assertThat(lost.intended()).isEqualTo(100);
      assertThat(lost.succeeded()).isBetween(25L, (long) b.received().size());
      assertThat(lost.failed()).isEqualTo(100 - lost.succeeded());
      assertThat(lost.sent()).isLessThan(100);
      assertThat(a.received()).hasSize(100);
      assertThat(c.received()).hasSize(100);
    }
  }

  private static Figures figures(Report report, int entry) {
    return report.totals().nodes().get(entry).figures();
  }
}
