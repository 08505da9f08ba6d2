package orchestrator.lib.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Rows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole state is in its rows: what a program leaves can be made from them alone. */
@Tag("slow")
class StateFromRowsTest {
  private static final int CALLS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rowsInAnyOrderGiveTheStateByteForByte(long seed) {
    RandomProgram program = new RandomProgram(seed);
    for (int i = 0; i < CALLS; i++) {
      program.step();
    }
    NavigableMap<Key, byte[]> state = program.world().calls.state().entries();
    MemoryStore restored = new MemoryStore();

    restore(restored, rows(state), new Random(seed));

    assertThat(readable(restored.entries())).isEqualTo(readable(state));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void whoFollowsTheChangedRowsHasTheStateAllAlong(long seed) {
    RandomProgram program = new RandomProgram(seed);
    NavigableMap<Key, byte[]> state = program.world().calls.state().entries();
    MemoryStore follower = new MemoryStore();
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      program.step();
      if (random.nextInt(5) == 0) {
        NavigableMap<Key, byte[]> changed = rows(state);
        changed
            .entrySet()
            .removeIf(row -> Arrays.equals(row.getValue(), follower.entries().get(row.getKey())));
        restore(follower, changed, random);

        assertThat(readable(follower.entries())).isEqualTo(readable(state));
      }
    }
  }

  @Test
  void aRowThatGoesBackForAWhileAsInARecoveryChangesNothingInTheEnd() {
    RandomProgram program = new RandomProgram(21);
    NavigableMap<Key, byte[]> early = new TreeMap<>();
    for (int i = 0; i < CALLS; i++) {
      program.step();
      if (i == CALLS / 2) {
        early.putAll(rows(program.world().calls.state().entries()));
      }
    }
    NavigableMap<Key, byte[]> state = program.world().calls.state().entries();
    MemoryStore restored = new MemoryStore();

    restore(restored, rows(state), new Random(1));
    restore(restored, early, new Random(2));
    restore(restored, rows(state), new Random(3));

    assertThat(readable(restored.entries())).isEqualTo(readable(state));
  }

  @Test
  void theProgramsOfTheseTestsWriteToAllSpaces() {
    Set<String> spaces = new TreeSet<>();
    for (int seed = 1; seed <= 5; seed++) {
      RandomProgram program = new RandomProgram(seed);
      for (int i = 0; i < CALLS; i++) {
        program.step();
      }
      program.world().calls.state().entries().keySet().forEach(key -> spaces.add(key.space()));
    }

    assertThat(spaces)
        .contains(
            "organization",
            "function",
            "function.plan",
            "datamanager",
            "datasample",
            "computeplan",
            "computetask",
            "model",
            "performance",
            "failurereport",
            "event",
            "output",
            "child",
            "parents");
  }

  private static NavigableMap<Key, byte[]> rows(NavigableMap<Key, byte[]> state) {
    NavigableMap<Key, byte[]> rows = new TreeMap<>(state);
    rows.keySet().removeIf(Rows::isDerived);
    return rows;
  }

  private static void restore(MemoryStore into, Map<Key, byte[]> rows, Random random) {
    List<Map.Entry<Key, byte[]>> shuffled = new ArrayList<>(rows.entrySet());
    Collections.shuffle(shuffled, random);
    Overlay transaction = into.begin();
    shuffled.forEach(row -> Rows.restore(transaction, row.getKey(), row.getValue()));
    into.commit(transaction);
  }

  private static Map<String, String> readable(NavigableMap<Key, byte[]> entries) {
    Map<String, String> readable = new TreeMap<>();
    entries.forEach(
        (key, value) ->
            readable.put(HexFormat.of().formatHex(key.bytes()), HexFormat.of().formatHex(value)));
    return readable;
  }
}
