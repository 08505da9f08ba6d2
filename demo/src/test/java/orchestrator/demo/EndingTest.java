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
  }

  @Test
  void oneThatFailsKeepsNoOtherFromEnding() {
    ending.addAlways(() -> ended.add("server"));
    ending.add(() -> ended.add("client"));
    ending.add(
        () -> {
          throw new IllegalStateException("stays");
        });

    assertThatThrownBy(ending::close).hasMessage("stays");

    assertThat(ended).contains("client");
  }
}
