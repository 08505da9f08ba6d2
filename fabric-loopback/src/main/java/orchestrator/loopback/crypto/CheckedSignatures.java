package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What came out of the latest checks of signatures. The peers of the network are one process, and
 * each has to check the same signatures of the same bytes: they share the work.
 */
final class CheckedSignatures {
  private static final int LATEST = 10_000;

  private final Map<ByteString, Boolean> results = new Latest();

  /** What the same check gave before, else what it gives now. */
  boolean check(ByteString data, ByteString signature, ByteString signer, BooleanSupplier now) {
    ByteString check =
        Digests.sha256(Digests.sha256(data), Digests.sha256(signature), Digests.sha256(signer));
    synchronized (results) {
      Boolean before = results.get(check);
      if (before != null) {
        return before;
      }
    }
    boolean result = now.getAsBoolean();
    synchronized (results) {
      results.put(check, result);
    }
    return result;
  }

  private static final class Latest extends LinkedHashMap<ByteString, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteString, Boolean> eldest) {
      return size() > LATEST;
    }
  }
}
