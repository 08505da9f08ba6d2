package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTailTest {
  @Test
  void anEmptyLogHasNothingAfterItsStart() {
    assertThat(ids(new EventTail("", 100), "")).contains(List.of());
  }

  @Test
  void itGivesWhatFollowsAnEvent() {
    EventTail tail = new EventTail("", 100);
    tail.add(events("a", "b", "c"));

    assertThat(ids(tail, "")).contains(List.of("a", "b", "c"));
    assertThat(ids(tail, "b")).contains(List.of("c"));
    assertThat(ids(tail, "c")).contains(List.of());
  }

  @Test
  void itGivesNoMoreThanAskedFor() {
    EventTail tail = new EventTail("", 100);
    tail.add(events("a", "b", "c"));

    assertThat(tail.after("", 2).orElseThrow())
        .extracting(LoggedEvent::id)
        .containsExactly("a", "b");
  }

  @Test
  void itSaysWhenItNoLongerHasAllThatFollows() {
    EventTail tail = new EventTail("", 20);
    tail.add(events("a", "b", "c"));

    assertThat(ids(tail, "")).isEmpty();
    assertThat(ids(tail, "a")).contains(List.of("b", "c"));
  }

  @Test
  void itSaysWhenTheLogIsOlderThanItself() {
    EventTail tail = new EventTail("b", 100);
    tail.add(events("c"));

    assertThat(ids(tail, "a")).isEmpty();
    assertThat(ids(tail, "b")).contains(List.of("c"));
  }

  @Test
  void anEventOverTheBoundIsNotKept() {
    EventTail tail = new EventTail("", 5);
    tail.add(events("a"));

    assertThat(ids(tail, "")).isEmpty();
    assertThat(ids(tail, "a")).contains(List.of());
  }

  private static Optional<List<String>> ids(EventTail tail, String after) {
    return tail.after(after, 100).map(events -> events.stream().map(LoggedEvent::id).toList());
  }

  private static List<LoggedEvent> events(String... ids) {
    return Stream.of(ids).map(id -> LoggedEvent.of(id, new byte[10])).toList();
  }
}
