package orchestrator.learning.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import orchestrator.learning.LearningException;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final AtomicLong taken = new AtomicLong();
  private final Room room = new Room(taken::get, 1_000);

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatCode(() -> room.forPost(400)).doesNotThrowAnyException();
    assertThatThrownBy(() -> room.forPost(401))
        .isInstanceOf(LearningException.class)
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> room.forPost(Long.MAX_VALUE)).isInstanceOf(LearningException.class);
  }

  @Test
  void reportsFitWhenPostsDoNotAnyMore() {
    taken.set(450);
    assertThatThrownBy(() -> room.forPost(1)).isInstanceOf(LearningException.class);
    assertThatCode(() -> room.forReport(50)).doesNotThrowAnyException();
    assertThatThrownBy(() -> room.forReport(51)).isInstanceOf(LearningException.class);
    taken.set(2_000);
    assertThatThrownBy(() -> room.forReport(0)).isInstanceOf(LearningException.class);
  }
}
