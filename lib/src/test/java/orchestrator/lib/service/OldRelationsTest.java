package orchestrator.lib.service;

import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import orchestrator.lib.fixtures.Requests;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Rows;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State in which a version before the parent trees has written the relations of tasks. */
class OldRelationsTest {
  private static final int CALLS = 400;

  /** Leaves the state as that version would have left it. */
  private static void age(TaskWorld world) {
    Overlay change = world.calls.state().begin();
    world
        .calls
        .state()
        .entries()
        .keySet()
        .forEach(
            key -> {
              switch (key.space()) {
                case "child" -> change.put(key, new byte[] {0});
                case "parents", "computetask.brief" -> change.delete(key);
                default -> {}
              }
            });
    world.calls.state().commit(change);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35})
  void aProgramGoesOnAsIfNothingHadBeen(long seed) {
    RandomProgram steady = new RandomProgram(seed);
    RandomProgram upgraded = new RandomProgram(seed);
    for (int i = 0; i < CALLS; i++) {
      steady.step();
      upgraded.step();
      if (i == CALLS / 4) {
        age(upgraded.world());
      }
    }

    assertThat(rows(upgraded.world())).isEqualTo(rows(steady.world()));
  }

  @Test
  void aChildBecomesReadyWithItsLastParent() {
    TaskWorld world = new TaskWorld();
    world.register(task("a"), task("b"), task("c", "a", "b"));
    world.register(Requests.function("late"));
    world.apply("late", FunctionAction.FUNCTION_ACTION_BUILDING);
    world.register(
        task("d", "a", "b").setFunctionKey(Requests.key("late")),
        task("e", "a", "c").setFunctionKey(Requests.key("late")));
    world.train("a", "model of a");
    age(world);

    assertThat(world.status("c")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
    world.train("b", "model of b");
    assertThat(world.status("c")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(world.status("d")).isEqualTo(ComputeTaskStatus.STATUS_BUILDING);

    world.apply("late", FunctionAction.FUNCTION_ACTION_READY);
    assertThat(world.status("d")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(world.status("e")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);

    world.train("c", "model of c");
    assertThat(world.status("e")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private static Map<String, String> rows(TaskWorld world) {
    NavigableMap<Key, byte[]> state = world.calls.state().entries();
    Map<String, String> rows = new TreeMap<>();
    state.forEach(
        (key, value) -> {
          if (Rows.isRow(key)) {
            rows.put(key.toString(), HexFormat.of().formatHex(value));
          }
        });
    return rows;
  }
}
