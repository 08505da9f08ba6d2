package orchestrator.loopback.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeyOrderTest {
  private static final int KEYS = 2_000;

  @Test
  void itIsTheOrderOfBytesWithoutASign() {
    List<ByteString> keys = keys(new Random(20260101));
    List<ByteString> expected = new ArrayList<>(keys);
    expected.sort(ByteString.unsignedLexicographicalComparator());

    keys.sort(KeyOrder.BY_BYTES);

    assertThat(keys).isEqualTo(expected);
  }

  @Test
  void equalKeysAreEqual() {
    Comparator<ByteString> order = KeyOrder.BY_BYTES;

    assertThat(order.compare(key("a", "b"), key("a", "b"))).isZero();
    assertThat(order.compare(ByteString.EMPTY, ByteString.EMPTY)).isZero();
    assertThat(order.compare(ByteString.EMPTY, key("a", "b"))).isNegative();
  }

  /** They begin alike, differ in any byte, and some are the beginnings of others. */
  private static List<ByteString> keys(Random random) {
    List<ByteString> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] end = new byte[random.nextInt(4)];
      random.nextBytes(end);
      keys.add(key("task", "status").concat(ByteString.copyFrom(end)));
    }
    return keys;
  }

  private static ByteString key(String... parts) {
    return ByteString.copyFromUtf8(String.join("\0", parts));
  }
}
