package orchestrator.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import orchestrator.demo.study.SampleEvents;
import orchestrator.demo.study.StudyProgress;
import org.junit.jupiter.api.Test;

final class ScreenTest {

  private final StudyProgress progress =
      new StudyProgress(SampleEvents.graph(3), Map.of("A", 10, "B", 30));
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void aPipeGetsOneLinePerRoundHoweverOftenItIsShown() {
    try (Screen screen = new Screen(out, () -> Duration.ofMillis(2500))) {
      screen.show(progress);
      SampleEvents.finish(progress, 0.975);
      screen.show(progress);
      screen.show(progress);
    }

    assertThat(text().lines())
        .containsExactly(
            "round 1 of 3: accuracy 0.975, AUC 0.900 (2.5 s)",
            "round 2 of 3: accuracy 0.975, AUC 0.900 (2.5 s)",
            "round 3 of 3: accuracy 0.975, AUC 0.900 (2.5 s)");
  }

  @Test
  void aTerminalIsDrawnOverAndGetsItsCursorBack() {
    try (Screen screen = new LiveScreen(out, Glyphs.of(StandardCharsets.UTF_8), this::second)) {
      screen.show(progress);
      SampleEvents.finish(progress, 0.975);
      screen.show(progress);
    }

    assertThat(text()).contains("rounds", "3 of 3", "0.975", "\u001b[J");
    assertThat(text()).endsWith("\u001b[?25h");
  }

  @Test
  void whatLibrariesLogIsSaidAboveThePictureWhileThereIsOne() {
    PrintStream before = System.err;
    try (Screen screen = new LiveScreen(out, Glyphs.of(StandardCharsets.UTF_8), this::second)) {
      screen.show(progress);
      System.err.println("a warning");
    }

    assertThat(text()).contains("\u001b[Ja warning\n");
    assertThat(System.err).isSameAs(before);
  }

  @Test
  void aTerminalWithoutBlocksGetsPlainSigns() {
    assertThat(Glyphs.of(StandardCharsets.US_ASCII).bar(0.5, 4)).isEqualTo("##..");
    assertThat(Glyphs.of(StandardCharsets.UTF_8).bar(0.5, 4)).isEqualTo("██░░");
  }

  @Test
  void theTableTellsWhatIsGained() {
    SampleEvents.finish(progress, 0.975);

    assertThat(new ResultTable(Glyphs.of(StandardCharsets.US_ASCII)).lines(progress))
        .contains(
            "round  accuracy    AUC   A alone   B alone",
            "    3     0.975  0.900     0.875     0.875",
            "A alone reaches 0.875; the joint model is 10.0 points better.");
  }

  @Test
  void theTableOfABrokenStudyHasGaps() {
    assertThat(new ResultTable(Glyphs.of(StandardCharsets.US_ASCII)).lines(progress))
        .contains("    1         -      -         -         -", "B alone has no result.");
  }

  private Duration second() {
    return Duration.ofSeconds(1);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
