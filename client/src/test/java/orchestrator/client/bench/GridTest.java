package orchestrator.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 100, 101})
  void everyTaskIsTakenOnceAndAfterItsParents(int tasks) {
    Grid grid = new Grid(tasks);
    Set<Integer> done = new HashSet<>();
    for (OptionalInt next = grid.take(); next.isPresent(); next = grid.take()) {
      int task = next.getAsInt();
      assertThat(done).containsAll(grid.parents(task));
      assertThat(done.add(task)).isTrue();
      assertThat(grid.isDone()).isFalse();
      grid.done(task);
    }
    assertThat(done).hasSize(tasks);
    assertThat(grid.isDone()).isTrue();
  }
}
