package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BoundedTailTest {
  /** Each entry counts ten bytes. */
  private static BoundedTail<String, String> tail(String end, long maxBytes) {
    return new BoundedTail<>(end, maxBytes, entry -> 10);
  }

  private static void add(BoundedTail<String, String> tail, String... keys) {
    for (String key : keys) {
      tail.add(key, key);
    }
  }

  @Test
  void anEmptyLogHasNothingAfterItsStart() {
    assertThat(tail("", 100).after("", 100)).contains(List.of());
  }

  @Test
  void itGivesWhatFollowsAKey() {
    BoundedTail<String, String> tail = tail("", 100);
    add(tail, "a", "b", "c");

    assertThat(tail.after("", 100)).contains(List.of("a", "b", "c"));
    assertThat(tail.after("b", 100)).contains(List.of("c"));
    assertThat(tail.after("c", 100)).contains(List.of());
  }

  @Test
  void itGivesNoMoreThanAskedFor() {
    BoundedTail<String, String> tail = tail("", 100);
    add(tail, "a", "b", "c");

    assertThat(tail.after("", 2)).contains(List.of("a", "b"));
  }

  @Test
  void theOldestGoWhenThereIsNoRoomAndItSaysSo() {
    BoundedTail<String, String> tail = tail("", 20);
    add(tail, "a", "b", "c", "d");

    assertThat(tail.after("a", 100)).isEmpty();
    assertThat(tail.reachesBackTo("a")).isFalse();
    assertThat(tail.after("b", 100)).contains(List.of("c", "d"));
    assertThat(tail.reachesBackTo("b")).isTrue();
  }

  @Test
  void itSaysWhenTheLogIsOlderThanItself() {
    BoundedTail<String, String> tail = tail("b", 100);
    add(tail, "c");

    assertThat(tail.after("a", 100)).isEmpty();
    assertThat(tail.after("b", 100)).contains(List.of("c"));
  }

  @Test
  void whatIsInTheLogAlreadyIsNotAddedAgain() {
    BoundedTail<String, String> tail = tail("b", 100);
    add(tail, "a", "b", "c");

    assertThat(tail.newestFirst()).containsExactly("c");
  }

  @Test
  void anEntryOverTheBoundIsNotKept() {
    BoundedTail<String, String> tail = tail("", 5);
    add(tail, "a");

    assertThat(tail.after("", 100)).isEmpty();
    assertThat(tail.after("a", 100)).contains(List.of());
  }

  @Test
  void theEndOfTheLogMayBecomeKnownLater() {
    BoundedTail<String, String> tail = tail("", 100);
    assertThat(tail.after("a", 100)).contains(List.of());

    tail.startAfter("b");
    add(tail, "c");

    assertThat(tail.after("a", 100)).isEmpty();
    assertThat(tail.after("b", 100)).contains(List.of("c"));
  }

  @Test
  void theNewestComeFirstForWhoeverSearches() {
    BoundedTail<String, String> tail = tail("", 30);
    add(tail, "a", "b", "c", "d");

    assertThat(tail.newestFirst()).containsExactly("d", "c", "b");
  }

  /** A reader that sees a gap would lose events, and only says so by a number left out. */
  @Test
  void aReaderMissesNothingWhileOldEntriesGo() {
    int last = 200_000;
    BoundedTail<Integer, Integer> tail = new BoundedTail<>(0, 50, entry -> 10);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= last; i++) {
                tail.add(i, i);
              }
            });
    int seen = 0;
    while (seen < last) {
      var next = tail.after(seen, 3);
      if (next.isEmpty()) {
        // What is no longer here is read elsewhere; this reader goes on with what is here.
        seen++;
        continue;
      }
      for (int entry : next.get()) {
        assertThat(entry).isEqualTo(seen + 1);
        seen = entry;
      }
    }
    writer.join();
  }
}
