package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ChildProcessTest {

  @TempDir Path folder;
  private ChildProcess child;

  @BeforeEach
  void aProgram() {
    child = program(Duration.ofSeconds(30));
  }

  @AfterEach
  void endIt() {
    child.close();
  }

  @Test
  void itServesWhereItsLineSays() {
    assertThat(start("stay")).isEqualTo("here");
  }

  @Test
  void whatIsClosedIsGoneAndDiesNoDeath() {
    AtomicBoolean died = new AtomicBoolean();
    start("stay");
    child.onDeath(code -> died.set(true));

    child.close();

    assertThat(ProcessHandle.of(child.pid())).isEmpty();
    assertThat(died).isFalse();
  }

  @Test
  void oneThatEndsInsteadOfServingTellsItsLastWords() {
    assertThatThrownBy(() -> start("fail"))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessage("the program does not come to serve; it said: no place left");
  }

  @Test
  void oneThatDoesNotServeInTimeIsNotWaitedForAnyLonger() {
    child = program(Duration.ofMillis(50));

    assertThatThrownBy(() -> start("sleep"))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageStartingWith("the program does not come to serve");
  }

  /** The program that starts the other one is killed, so it cannot end it. */
  @Test
  void anAttachedProgramEndsWithTheOneThatStartedIt() throws Exception {
    long attached = Long.parseLong(start("parent"));
    ProcessHandle left = ProcessHandle.of(attached).orElseThrow();

    ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();

    Gone.await(left);
  }

  private ChildProcess program(Duration limit) {
    return new ChildProcess("the program", "serves ", limit, folder.resolve("log"));
  }

  private String start(String what) {
    return child.start(Attached.program(Child.class.getName()), List.of(what, folder.toString()));
  }
}
