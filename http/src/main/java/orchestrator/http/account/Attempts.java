package orchestrator.http.account;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong passwords for each address, and for each account at an address, in buckets that
 * empty with time. Nothing is counted for an account alone: whoever is elsewhere could lock its
 * owner out.
 */
final class Attempts {
  /** Colleagues may share an address. */
  static final int AT_ADDRESS = 20;

  static final int OF_ACCOUNT = 5;

  private static final Duration ADDRESS_FORGETS = Duration.ofSeconds(15);
  private static final Duration ACCOUNT_FORGETS = Duration.ofMinutes(1);
  private static final int MOST_BUCKETS = 20_000;

  private final Buckets<String> addresses = new Buckets<>(AT_ADDRESS, ADDRESS_FORGETS);
  private final Buckets<Pair> accounts = new Buckets<>(OF_ACCOUNT, ACCOUNT_FORGETS);

  private record Pair(String address, String account) {}

  /**
   * Tells whether a password may be tried.
   *
   * @param pause zero when it may
   * @param rank how many wrong ones there were at the address of late, with this one
   */
  record Turn(Duration pause, int rank) {}

  /** The part of an address that belongs to one owner: all of IPv4, the /64 of IPv6. */
  static String source(InetAddress peer) {
    byte[] address = peer.getAddress();
    return HexFormat.of().formatHex(address.length > 4 ? Arrays.copyOf(address, 8) : address);
  }

  /** Counts an attempt as wrong until it turns out to be right, so that many at once count too. */
  synchronized Turn begin(String source, String account, Instant now) {
    Bucket address = addresses.at(source, now);
    Bucket both = accounts.at(new Pair(source, account), now);
    Duration wait = max(addresses.wait(address), accounts.wait(both));
    if (wait.isZero()) {
      address.level++;
      both.level++;
    }
    return new Turn(wait, (int) Math.ceil(address.level));
  }

  /** Takes an attempt back that was not wrong. */
  synchronized void forgive(String source, String account, Instant now) {
    addresses.at(source, now).lower();
    accounts.at(new Pair(source, account), now).lower();
  }

  /** How many buckets there are. */
  synchronized int size() {
    return addresses.buckets.size() + accounts.buckets.size();
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static final class Bucket {
    private double level;
    private Instant since;

    Bucket(Instant since) {
      this.since = since;
    }

    void lower() {
      level = Math.max(0, level - 1);
    }
  }

  private static final class Buckets<K> {
    private final int capacity;
    private final Duration forgets;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    Buckets(int capacity, Duration forgets) {
      this.capacity = capacity;
      this.forgets = forgets;
    }

    /** The bucket as full as it is now; the one that was not used for longest gives way. */
    Bucket at(K key, Instant now) {
      Bucket bucket = buckets.computeIfAbsent(key, unused -> new Bucket(now));
      if (buckets.size() > MOST_BUCKETS) {
        buckets.remove(buckets.keySet().iterator().next());
      }
      // A clock may be set back.
      double passed = Math.max(0, Duration.between(bucket.since, now).toMillis());
      bucket.level = Math.max(0, bucket.level - passed / forgets.toMillis());
      bucket.since = now;
      return bucket;
    }

    Duration wait(Bucket bucket) {
      double over = bucket.level + 1 - capacity;
      // What is left of a division is no reason to wait.
      return over <= 1e-9
          ? Duration.ZERO
          : Duration.ofSeconds((long) Math.ceil(over * forgets.toMillis() / 1000 - 1e-6));
    }
  }
}
