package orchestrator.http.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes after their last use which passwords were right, as keyed hashes that
 * nobody outside of this process can make. The stored hash is part of them, so that a password is
 * forgotten when it is changed.
 */
final class KnownPasswords {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private final Mac mac;
  private final Map<String, Instant> lastUses = new LinkedHashMap<>(16, 0.75f, true);

  KnownPasswords() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a right password is remembered by. */
  String key(String name, String password, String storedHash) {
    Mac own = copy();
    Stream.of(name.getBytes(StandardCharsets.UTF_8), Passwords.bytes(password))
        .forEach(
            part -> {
              // With its length, so that no two pairs come to the same bytes.
              own.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
              own.update(part);
            });
    return Base64.getEncoder()
        .encodeToString(own.doFinal(storedHash.getBytes(StandardCharsets.US_ASCII)));
  }

  private Mac copy() {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it was right some minutes ago; then it is remembered from now on anew. */
  synchronized boolean isKnown(String key, Instant now) {
    Instant last = lastUses.get(key);
    if (last == null) {
      return false;
    }
    if (!now.isBefore(last.plus(REMEMBERED))) {
      lastUses.remove(key);
      return false;
    }
    lastUses.put(key, now);
    return true;
  }

  synchronized void remember(String key, Instant now) {
    lastUses.put(key, now);
    if (lastUses.size() > MOST) {
      lastUses.remove(lastUses.keySet().iterator().next());
    }
  }
}
