package orchestrator.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import orchestrator.server.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private final LogLines log = LogLines.of(Watched.class.getName());
  private final List<String> taken = new ArrayList<>();
  private Supplier<String> file = () -> "old";
  private boolean refusing;
  private long now = 1_000;
  private final Watched<String> watched =
      new Watched<>("the file", this::read, this::take, this::now);

  private String read() {
    return file.get();
  }

  private void take(String value) {
    if (refusing) {
      throw new IllegalArgumentException("no use");
    }
    taken.add(value);
  }

  private long now() {
    return now;
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      watched.look();
    }
  }

  private void breaks(String why) {
    file =
        () -> {
          throw new IllegalStateException(why);
        };
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aFileThatStaysAsItIsIsLeftAlone() {
    look(5);

    assertThat(taken).isEmpty();
    assertThat(log.with("the file")).isEmpty();
  }

  @Test
  void aChangeCountsOnceTwoLooksHaveSeenIt() {
    look(2);
    file = () -> "new";
    now = 5_000;
    look(1);
    assertThat(watched.get()).isEqualTo("old");
    look(5);

    assertThat(watched.get()).isEqualTo("new");
    assertThat(watched.taken()).isEqualTo(5_000);
    assertThat(taken).containsExactly("new");
    assertThat(log.with("the file has changed and is taken up")).hasSize(1);
  }

  @Test
  void whatIsOnlyHalfWrittenIsNeverTaken() {
    for (String half : List.of("n", "ne", "new")) {
      file = () -> half;
      look(1);
    }
    look(1);

    assertThat(taken).containsExactly("new");
  }

  @Test
  void aMomentOfTroubleIsNotTold() {
    look(1);
    breaks("half written");
    look(1);
    file = () -> "new";
    look(2);

    assertThat(taken).containsExactly("new");
    assertThat(log.with("half written")).isEmpty();
    assertThat(watched.isInUse()).isTrue();
  }

  @Test
  void aBrokenFileKeepsTheOldOneAndSaysSoOnceAnHour() {
    breaks("broken");
    look(50);

    assertThat(watched.get()).isEqualTo("old");
    assertThat(watched.isInUse()).isFalse();
    assertThat(log.with("the old one stays in use: broken")).hasSize(1);

    now += Duration.ofHours(1).toMillis();
    look(50);
    assertThat(log.with("the old one stays in use: broken")).hasSize(2);

    breaks("broken otherwise");
    look(50);
    assertThat(log.with("the old one stays in use: broken otherwise")).hasSize(1);
  }

  @Test
  void aBrokenFileThatIsPutBackIsInUseAgain() {
    breaks("broken");
    look(2);
    file = () -> "old";
    look(5);

    assertThat(watched.isInUse()).isTrue();
    assertThat(taken).isEmpty();
    assertThat(log.with("the file can be used again")).hasSize(1);
  }

  @Test
  void whatCannotBeUsedIsTriedUntilItCan() {
    refusing = true;
    file = () -> "new";
    look(9);
    assertThat(watched.get()).isEqualTo("old");
    assertThat(log.with("the old one stays in use: no use")).hasSize(1);

    refusing = false;
    look(1);
    assertThat(watched.get()).isEqualTo("new");
    assertThat(watched.isInUse()).isTrue();
  }
}
