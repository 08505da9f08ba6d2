package orchestrator.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final Room room = new Room(100);
  private final List<String> granted = new ArrayList<>();

  private boolean take(String who, long bytes) {
    return room.take(bytes, () -> granted.add(who));
  }

  @Test
  void whoFindsNoneLeftGetsItInTheOrderOfTheLine() {
    assertThat(take("a", 60)).isTrue();
    assertThat(take("b", 60)).isFalse();
    assertThat(take("c", 1)).as("it does not push in").isFalse();
    room.give(10);
    assertThat(granted).isEmpty();
    room.give(50);
    assertThat(granted).containsExactly("b", "c");
    assertThat(take("d", 39)).isTrue();
    assertThat(take("e", 1)).isFalse();
  }

  @Test
  void oneThatIsLargerThanAllIsTakenAlone() {
    assertThat(take("large", 1_000)).isTrue();
    assertThat(take("small", 1)).isFalse();
    assertThat(take("large too", 1_000)).isFalse();
    room.give(1_000);
    room.give(1);
    assertThat(granted).containsExactly("small", "large too");
  }

  @Test
  void anAllotmentGivesBackWhatItWaitedForAndDoesNotUse() {
    List<String> again = new ArrayList<>();
    Allotment one = new Allotment(room, 100, () -> again.add("one"));
    Allotment other = new Allotment(room, 100, () -> again.add("other"));
    assertThat(one.take(80)).isTrue();
    assertThat(other.take(50)).isFalse();
    assertThat(other.take(20)).as("it is in line already").isFalse();
    one.give(80);
    assertThat(again).containsExactly("other");
    assertThat(one.take(80)).isFalse();
    other.giveUnused();
    assertThat(again).containsExactly("other", "one");
    assertThat(one.take(80)).isTrue();
    assertThat(one.isOver(30)).isTrue();
    assertThat(one.isOver(20)).isFalse();
  }
}
