package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.Step;
import org.junit.jupiter.api.Test;

class RunHeaderTest {
  @Test
  void aHeaderIsReadAsItWasWritten() throws Exception {
    RunHeader header = of("load", new Step(1_500_000_000, 10, 100, 5, 20));
    ObjectNode json = ReportJson.write(header);
    assertThat(json.path("entries").get(0).path("steps").get(0))
        .hasToString("{\"delta\":1.5,\"size\":10,\"quantity\":100,\"rate\":5.0,\"rate_end\":20.0}");
    assertThat(ReportJson.readHeader(json)).isEqualTo(header);
  }

  @Test
  void onlyWhatIsSentMattersToTheDigest() {
    RunHeader header = of("one", new Step(0, 10, 100, 0, 0));
    assertThat(of("other", new Step(0, 10, 100, 0, 0)).digest()).isEqualTo(header.digest());
    assertThat(of("one", new Step(0, 11, 100, 0, 0)).digest()).isNotEqualTo(header.digest());
  }

  @Test
  void aRunsNameThatIsNoFilesNameIsRefused() {
    for (String name : List.of("", "../x", "a/b", "a.b", "x".repeat(41), "a\n")) {
      assertThatThrownBy(() -> Runs.header(name, 1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 40 letters, digits and hyphens");
    }
  }

  @Test
  void longNamesAreCut() {
    RunHeader.Entry entry = new RunHeader.Entry("x".repeat(1_000_000), "y\nz", List.of());
    assertThat(entry.name()).hasSize(200);
    assertThat(entry.node()).isEqualTo("y z");
  }

  private static RunHeader of(String name, Step step) {
    ScenarioSettings settings =
        new ScenarioSettings(
            name,
            2,
            OptionalLong.empty(),
            Optional.empty(),
            List.of(new Entry("n0", List.of(step))));
    return RunHeader.of(
        "r1", settings, 7, "http", Instant.parse("2026-11-30T08:00:00.5Z"), List.of("a:1"));
  }
}
