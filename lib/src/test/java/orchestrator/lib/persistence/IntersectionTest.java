package orchestrator.lib.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import orchestrator.lib.fixtures.ForwardingScan;
import orchestrator.lib.fixtures.MemoryStore;
import org.junit.jupiter.api.Test;

class IntersectionTest {
  private int open;

  @Test
  void whenOneScanCannotBeMadeTheOthersAreClosed() {
    Reader failing = new ReaderThatFailsBelow(Key.of("second"));
    List<Key> prefixes = List.of(Key.of("first"), Key.of("second"));

    assertThatThrownBy(
            () ->
                new Intersection(
                    failing, prefixes, false, Optional.empty(), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(open).isZero();
  }

  /** Counts the scans that are open. */
  private final class ReaderThatFailsBelow implements Reader {
    private final MemoryStore store = new MemoryStore();
    private final Key prefix;

    private ReaderThatFailsBelow(Key prefix) {
      this.prefix = prefix;
    }

    @Override
    public Optional<byte[]> get(Key key) {
      return store.get(key);
    }

    @Override
    public Scan scan(Range range) {
      if (range.prefix().equals(prefix)) {
        throw new IllegalStateException("cannot be scanned");
      }
      open++;
      return new CountedScan(store.scan(range));
    }
  }

  private final class CountedScan extends ForwardingScan {
    private CountedScan(Scan scan) {
      super(scan);
    }

    @Override
    public void close() {
      open--;
      super.close();
    }
  }
}
