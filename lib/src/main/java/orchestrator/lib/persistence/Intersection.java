package orchestrator.lib.persistence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the entries whose suffix stands below each of several prefixes, by leaping. */
final class Intersection implements AutoCloseable {
  private final List<Key> prefixes;
  private final List<Scan> scans = new ArrayList<>();
  private final boolean descending;
  private final Optional<byte[]> end;
  private byte[] suffix = {};

  /**
   * Entries from {@code lower} (inclusive) to {@code upper} (exclusive), beginning with {@code
   * start} where given; all three are suffixes.
   */
  Intersection(
      Reader reader,
      List<Key> prefixes,
      boolean descending,
      Optional<byte[]> lower,
      Optional<byte[]> upper,
      Optional<byte[]> start) {
    this.prefixes = prefixes;
    this.descending = descending;
    this.end = descending ? lower : upper;
    Optional<byte[]> begin = later(descending ? upper : lower, start);
    try {
      for (Key prefix : prefixes) {
        scans.add(reader.scan(new Range(prefix, begin.map(prefix::append), descending)));
      }
    } catch (RuntimeException e) {
      // Nobody else can: the caller gets no object to close.
      close();
      throw e;
    }
  }

  private Optional<byte[]> later(Optional<byte[]> bound, Optional<byte[]> start) {
    if (bound.isEmpty() || start.isEmpty()) {
      return bound.or(() -> start);
    }
    return compare(bound.get(), start.get()) > 0 ? bound : start;
  }

  boolean next() {
    if (!scans.get(0).next()) {
      return false;
    }
    suffix = suffix(0);
    int agreeing = 1;
    for (int i = 1; agreeing < scans.size(); i = (i + 1) % scans.size()) {
      Scan scan = scans.get(i);
      scan.seek(prefixes.get(i).append(suffix));
      if (!scan.next()) {
        return false;
      }
      byte[] found = suffix(i);
      agreeing = Arrays.equals(found, suffix) ? agreeing + 1 : 1;
      suffix = found;
    }
    return end.isEmpty() || isBeforeEnd(end.get());
  }

  private boolean isBeforeEnd(byte[] bound) {
    // The lower bound is inclusive, the upper one is not.
    int order = compare(suffix, bound);
    return order < 0 || (order == 0 && descending);
  }

  private byte[] suffix(int i) {
    return scans.get(i).key().suffix(prefixes.get(i));
  }

  private int compare(byte[] one, byte[] other) {
    int order = Arrays.compareUnsigned(one, other);
    return descending ? -order : order;
  }

  /** The key of the current entry below the first prefix. */
  Key key() {
    return prefixes.get(0).append(suffix);
  }

  /** What the current entry's keys have in common. */
  byte[] suffix() {
    return suffix;
  }

  @Override
  public void close() {
    scans.forEach(Scan::close);
  }
}
