package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ChildProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Optional<ChildProcess> child = Optional.empty();

  @AfterEach
  void endIt() {
    child.ifPresent(ChildProcess::end);
  }

  @Test
  void itServesWhereItsLineSays() {
    assertThat(begin("stay").awaitAnnouncement(LIMIT)).isEqualTo("here");
  }

  @Test
  void whatIsEndedIsGone() {
    ChildProcess stays = begin("stay");
    stays.awaitAnnouncement(LIMIT);

    stays.end();

    assertThat(ProcessHandle.of(stays.pid())).isEmpty();
  }

  @Test
  void oneThatEndsInsteadOfServingTellsItsLastWords() {
    assertThatThrownBy(() -> begin("fail").awaitAnnouncement(LIMIT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessage("the program does not come to serve; it said: no place left");
  }

  @Test
  void oneThatDoesNotServeInTimeIsNotWaitedForAnyLonger() {
    assertThatThrownBy(() -> begin("sleep").awaitAnnouncement(Duration.ofMillis(50)))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageStartingWith("the program does not come to serve");
  }

  /** The program that starts the other one is killed, so it cannot end it. */
  @Test
  void anAttachedProgramEndsWithTheOneThatStartedIt() throws Exception {
    ChildProcess parent = begin("parent");
    long attached = Long.parseLong(parent.awaitAnnouncement(LIMIT));
    ProcessHandle left = ProcessHandle.of(attached).orElseThrow();

    ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

    Gone.await(left);
  }

  private ChildProcess begin(String what) {
    JavaProgram program =
        JavaProgram.attached(System.getProperty("java.class.path"), Child.class.getName());
    ChildProcess begun =
        ChildProcess.begin(
            "the program",
            program.with(List.of(what)),
            Map.of("MY_FOLDER", folder.toString()),
            "serves ",
            folder.resolve("log"));
    child = Optional.of(begun);
    return begun;
  }
}
