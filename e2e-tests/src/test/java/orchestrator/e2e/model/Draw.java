package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import orchestrator.proto.Addressable;

/** Chance, and values made by it. The same seed draws the same. */
final class Draw {
  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number, both bounds included. */
  int number(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  <T> T pick(Collection<? extends T> values) {
    return List.copyOf(values).get(random.nextInt(values.size()));
  }

  @SafeVarargs
  final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> List<T> shuffled(Collection<? extends T> values) {
    List<T> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** A key that nobody else has. */
  String key() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  String checksum() {
    StringBuilder checksum = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      checksum.append("%08x".formatted(random.nextInt()));
    }
    return checksum.toString();
  }

  Addressable addressable() {
    String address =
        pick(
            "https://storage.example/models/1",
            "http://localhost:9000/a%20b?c=d",
            "s3://bucket/key",
            "host_name:80/x",
            "a.b/x");
    return Addressable.newBuilder().setChecksum(checksum()).setStorageAddress(address).build();
  }

  String name() {
    return pick("name", " ", "Ärzte und Kliniken", "😀".repeat(100), "x", "a\tb;c: d");
  }
}
