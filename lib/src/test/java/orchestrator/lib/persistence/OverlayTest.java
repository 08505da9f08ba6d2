package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import orchestrator.lib.fixtures.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
  private final MemoryStore store = new MemoryStore();

  private static Key key(String name) {
    return Key.of("space", name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void whatIsInsertedAndDeletedAgainLeavesNothing() {
    Overlay overlay = new Overlay(store);

    overlay.insert(key("a"), bytes("1"));
    overlay.delete(key("a"));

    assertThat(overlay.changes()).isEmpty();
  }

  @Test
  void whatIsPutAndDeletedIsDeletedBelowToo() {
    Overlay overlay = new Overlay(store);

    overlay.put(key("a"), bytes("1"));
    overlay.delete(key("a"));

    assertThat(overlay.changes()).containsExactly(Map.entry(key("a"), Optional.empty()));
  }

  @Test
  void anInsertionOfATransactionIsForgottenByItsGroupWhenAnotherDeletesIt() {
    Overlay group = new Overlay(store);
    Overlay first = new Overlay(group);
    first.insert(key("a"), bytes("1"));
    group.apply(first);
    Overlay second = new Overlay(group);
    second.delete(key("a"));
    group.apply(second);

    assertThat(group.changes()).isEmpty();
  }

  @Test
  void whatIsDeletedAndInsertedAgainIsDeletedBelowWhenItGoesForGood() {
    Overlay group = new Overlay(store);
    group.delete(key("a"));
    Overlay call = new Overlay(group);
    call.insert(key("a"), bytes("2"));
    group.apply(call);
    Overlay last = new Overlay(group);
    last.delete(key("a"));
    group.apply(last);

    assertThat(group.changes()).containsExactly(Map.entry(key("a"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aStackOfOverlaysReadsAsAPlainMapDoes(long seed) {
    Random random = new Random(seed);
    Map<Key, byte[]> state = new TreeMap<>();
    Overlay base = new Overlay(store);
    for (int group = 0; group < 40; group++) {
      Overlay changes = new Overlay(base);
      for (int call = 0; call < 5; call++) {
        Overlay overlay = new Overlay(changes);
        Map<Key, byte[]> after = new HashMap<>(state);
        for (int step = 0; step < 6; step++) {
          step(random, overlay, after);
        }
        if (random.nextInt(3) > 0) {
          changes.apply(overlay);
          state = new TreeMap<>(after);
        }
      }
      base.apply(changes);
      for (int name = 0; name < 6; name++) {
        Key key = key("k" + name);
        assertThat(base.get(key).map(Arrays::toString))
            .as("seed %d, group %d, %s", seed, group, key)
            .isEqualTo(Optional.ofNullable(state.get(key)).map(Arrays::toString));
      }
    }
  }

  private static void step(Random random, Overlay overlay, Map<Key, byte[]> state) {
    Key key = key("k" + random.nextInt(6));
    byte[] value = bytes("v" + random.nextInt(100));
    switch (random.nextInt(3)) {
      case 0 -> {
        overlay.delete(key);
        state.remove(key);
      }
      case 1 -> {
        overlay.put(key, value);
        state.put(key, value);
      }
      default -> {
        if (!state.containsKey(key)) {
          overlay.insert(key, value);
          state.put(key, value);
        }
      }
    }
  }
}
