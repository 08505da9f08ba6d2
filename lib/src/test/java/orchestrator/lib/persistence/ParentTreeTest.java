package orchestrator.lib.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orchestrator.lib.fixtures.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParentTreeTest {
  private static final String CHILD = "c";

  static IntStream counts() {
    return IntStream.concat(IntStream.rangeClosed(1, 33), IntStream.of(1000));
  }

  private static List<Integer> shuffled(int count, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  private static Map<String, Byte> tree(Overlay overlay) {
    Map<String, Byte> entries = new TreeMap<>();
    overlay
        .changes()
        .forEach((key, value) -> value.ifPresent(bytes -> entries.put(key.toString(), bytes[0])));
    return entries;
  }

  private static Overlay planted(int count, BitSet done) {
    Overlay overlay = new MemoryStore().begin();
    ParentTree.plant(overlay, CHILD, count, done);
    return overlay;
  }

  private static ParentTree.Place place(int index, int count) {
    return new ParentTree.Place(index, count);
  }

  @ParameterizedTest
  @MethodSource("counts")
  void theLastParentAndNoOtherWinsWhateverTheOrder(int count) {
    for (int seed = 0; seed < 5; seed++) {
      Overlay overlay = planted(count, new BitSet());
      int left = count;
      for (int index : shuffled(count, seed)) {
        assertThat(ParentTree.isWon(overlay, CHILD)).contains(false);
        left--;
        assertThat(ParentTree.done(overlay, CHILD, place(index, count))).isEqualTo(left == 0);
      }
      assertThat(ParentTree.isWon(overlay, CHILD)).contains(true);
      assertThat(tree(overlay)).as("nodes").hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void theBytesDependOnNothingButWhoIsDone(int count) {
    Overlay oneByOne = planted(count, new BitSet());
    BitSet done = new BitSet();
    for (int index : shuffled(count, 7)) {
      ParentTree.done(oneByOne, CHILD, place(index, count));
      done.set(index);
      if (count < 100 || done.cardinality() % 97 == 0) {
        assertThat(tree(planted(count, (BitSet) done.clone()))).isEqualTo(tree(oneByOne));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 13})
  void whoeverIsNotedTwiceCountsOnce(int count) {
    Overlay once = planted(count, new BitSet());
    Overlay often = planted(count, new BitSet());
    List<Integer> noted = new ArrayList<>();
    for (int index : shuffled(count, 3)) {
      ParentTree.done(once, CHILD, place(index, count));
      noted.add(index);
      noted.forEach(again -> ParentTree.doneOnce(often, CHILD, place(again, count)));

      assertThat(tree(often)).isEqualTo(tree(once));
    }
  }

  @Test
  void aTaskWithoutParentsHasNoTree() {
    Overlay overlay = planted(0, new BitSet());

    assertThat(tree(overlay)).isEmpty();
    assertThat(ParentTree.isWon(overlay, CHILD)).isEmpty();
  }
}
