package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Orders keys by their bytes, which are without a sign. Keys are long and begin alike, so they are
 * compared by more than a byte at a time.
 */
final class KeyOrder {
  static final Comparator<ByteString> BY_BYTES = KeyOrder::compare;

  private KeyOrder() {}

  private static int compare(ByteString left, ByteString right) {
    ByteBuffer a = left.asReadOnlyByteBuffer();
    ByteBuffer b = right.asReadOnlyByteBuffer();
    int place = a.mismatch(b);
    if (place < 0) {
      return 0;
    }
    return place == a.remaining() || place == b.remaining()
        ? Integer.compare(a.remaining(), b.remaining())
        : Byte.compareUnsigned(a.get(place), b.get(place));
  }
}
