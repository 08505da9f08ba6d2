package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Remembers what came out of the latest checks of signatures. The peers of the network are one
 * process, and each has to check the same signatures of the same bytes, mostly at the same time:
 * they share the work.
 */
final class CheckedSignatures {
  private static final int LATEST = 10_000;

  private final Map<ByteString, FutureTask<Boolean>> results = new Latest();

  /** What the same check gave before, or gives to another thread just now; else what it gives. */
  boolean check(ByteString data, ByteString signature, ByteString signer, BooleanSupplier now) {
    ByteString check =
        Digests.sha256(Digests.sha256(data), Digests.sha256(signature), Digests.sha256(signer));
    FutureTask<Boolean> result;
    synchronized (results) {
      result = results.computeIfAbsent(check, unknown -> new FutureTask<>(now::getAsBoolean));
    }
    // Only the first of all these does anything.
    result.run();
    return outcome(result);
  }

  private static boolean outcome(FutureTask<Boolean> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a signature is checked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a signature cannot be checked", e.getCause());
    }
  }

  private static final class Latest extends LinkedHashMap<ByteString, FutureTask<Boolean>> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteString, FutureTask<Boolean>> eldest) {
      return size() > LATEST;
    }
  }
}
