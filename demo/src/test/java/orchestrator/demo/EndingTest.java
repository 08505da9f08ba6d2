package orchestrator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class EndingTest {

  private final List<String> ended = new ArrayList<>();
  private final Ending ending = new Ending();

  @Test
  void whatWasMadeLastEndsFirstAndWhatOutlivesTheProcessLast() {
    ending.addAlways(() -> ended.add("folder"));
    ending.addAlways(() -> ended.add("server"));
    ending.add(() -> ended.add("client"));
    ending.add(() -> ended.add("hospital"));

    ending.close();

    assertThat(ended).containsExactly("hospital", "client", "server", "folder");
    assertThat(ending.abortedBy()).isEmpty();
  }

  @Test
  void anAbortInterruptsTheRunAndLeavesOutWhatEndsGracefully() {
    ending.addAlways(() -> ended.add("server"));
    ending.add(() -> ended.add("hospital"));

    new Thread(() -> ending.abort("the network has died")).start();
    assertThatThrownBy(() -> Thread.sleep(60_000)).isInstanceOf(InterruptedException.class);
    ending.abort("the server too");
    ending.close();

    assertThat(ended).containsExactly("server");
    assertThat(ending.abortedBy()).contains("the network has died");
    assertThat(Thread.interrupted()).as("what ends now is not hurried").isFalse();
  }

  @Test
  void anAbortThatComesAfterTheEndIsNone() {
    ending.close();

    ending.abort("the network has died");

    assertThat(ending.abortedBy()).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
  }
}
