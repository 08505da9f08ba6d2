package orchestrator.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import orchestrator.lib.persistence.Times;
import orchestrator.loopback.ledger.Simulation;
import org.junit.jupiter.api.Test;

class BackwardScanTest {
  private static final Key LIST = Key.of("list");
  private static final int[] ALPHABET = "aé\u0001~語😀".codePoints().toArray();

  private final MemoryPeer peer = new MemoryPeer();
  private final Random random = new Random(7);
  private int pages;

  private NavigableSet<Key> fill(Collection<Key> keys) {
    peer.write(
        database -> {
          keys.forEach(key -> database.put(key, new byte[1]));
          // Neighbours, which belong to no list.
          database.put(LIST, new byte[1]);
          database.put(Key.of("lis", "\uffff"), new byte[1]);
          database.put(Key.of("list.order", "0"), new byte[1]);
        });
    return new TreeSet<>(keys);
  }

  /** ScanSupport at times as events of a channel have them, some of which come in crowds. */
  private List<Key> times(int count) {
    List<Key> keys = new ArrayList<>();
    long time = 1_700_000_000_000_000L;
    while (keys.size() < count) {
      time += random.nextInt(1_000_000_000);
      int crowd = random.nextInt(20) == 0 ? 500 : 1;
      for (int i = 0; i < crowd; i++) {
        keys.add(Key.of("list", Times.hex(time, 16), Integer.toHexString(random.nextInt())));
      }
    }
    return keys;
  }

  private List<Key> read(Optional<Key> from, int limit) {
    Simulation simulation = peer.simulate();
    List<Key> found =
        peer.read(
            simulation,
            database -> {
              List<Key> read = new ArrayList<>();
              try (Scan scan = database.scan(new Range(LIST, from, true))) {
                while (read.size() < limit && scan.next()) {
                  read.add(scan.key());
                }
              }
              return read;
            });
    pages = simulation.results().getRangeQueriesInfoCount();
    return found;
  }

  @Test
  void allEntriesComeTheLastOneFirst() {
    NavigableSet<Key> keys = fill(times(10_000));

    assertThat(read(Optional.empty(), Integer.MAX_VALUE))
        .containsExactlyElementsOf(keys.descendingSet());
    assertThat(pages).isLessThan(keys.size() / 10);
  }

  @Test
  void theLastEntriesOfALongListCostFewQueries() {
    NavigableSet<Key> keys = fill(times(50_000));

    assertThat(read(Optional.empty(), 50))
        .containsExactlyElementsOf(keys.descendingSet().stream().limit(50).toList());
    assertThat(pages).isLessThan(80);
  }

  @Test
  void aWalkMayBeginAnywhere() {
    NavigableSet<Key> keys = fill(times(5_000));
    List<Key> all = List.copyOf(keys);

    for (int i = 0; i < 20; i++) {
      Key from = all.get(random.nextInt(all.size()));
      assertThat(read(Optional.of(from), 150))
          .containsExactlyElementsOf(
              keys.headSet(from, true).descendingSet().stream().limit(150).toList());
      assertThat(pages).isLessThan(150);
    }
    assertThat(read(Optional.of(Key.of("list", "")), 1)).isEmpty();
  }

  @Test
  void aLeapGoesToTheGreatestEntryThatIsNotAboveItsTarget() {
    NavigableSet<Key> keys = fill(times(5_000));
    List<Key> all = List.copyOf(keys);

    peer.read(
        peer.simulate(),
        database -> {
          leap(database, keys, all);
          return true;
        });
  }

  private void leap(LedgerDatabase database, NavigableSet<Key> keys, List<Key> all) {
    Key expected = keys.last();
    try (Scan scan = database.scan(Range.descendingBelow(LIST))) {
      assertThat(scan.next()).isTrue();
      for (int at = all.size() - 1; at > 0; at -= 1 + random.nextInt(300)) {
        Key target = all.get(at);
        scan.seek(target);
        assertThat(scan.next()).isTrue();
        Key reached = target.compareTo(expected) < 0 ? target : keys.lower(expected);
        assertThat(scan.key()).isEqualTo(reached);
        expected = reached;
      }
      scan.seek(Key.of("list", ""));
      assertThat(scan.next()).isFalse();
    }
  }

  @Test
  void keysOfAnyTextComeInTheirOrder() {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(6); j >= 0; j--) {
        text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
      }
      keys.add(Key.of("list", text.toString()));
    }
    NavigableSet<Key> sorted = fill(keys);

    assertThat(read(Optional.empty(), Integer.MAX_VALUE))
        .containsExactlyElementsOf(sorted.descendingSet());
  }

  @Test
  void entriesThatDifferOnlyFarIntoTheirKeysAreAllGiven() {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(Key.of("list", "語".repeat(20) + Integer.toString(i)));
    }
    NavigableSet<Key> sorted = fill(keys);

    assertThat(read(Optional.empty(), Integer.MAX_VALUE))
        .containsExactlyElementsOf(sorted.descendingSet());
  }

  @Test
  void anEmptyListIsFoundSo() {
    fill(List.of());

    assertThat(read(Optional.empty(), 1)).isEmpty();
    assertThat(pages).isEqualTo(1);
  }
}
