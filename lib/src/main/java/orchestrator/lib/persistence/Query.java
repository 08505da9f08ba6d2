package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A list of a table's assets: those that have all of the values asked for, in the table's order.
 *
 * <p>Reads what its reader sees. A page reads the index entries of its assets and the assets, and
 * not what comes before or after it; with several values it leaps from index to index, to what may
 * be next in all of them.
 */
public final class Query<T extends Message> {
  private static final long PAGE_BYTES = 16 << 20;

  private final Table<T> table;
  private final Reader reader;
  private final List<Key> prefixes = new ArrayList<>();
  private Optional<byte[]> lower = Optional.empty();
  private Optional<byte[]> upper = Optional.empty();
  private boolean descending;

  Query(Table<T> table, Reader reader) {
    this.table = table;
    this.reader = reader;
  }

  /** Only assets with this value in the index; all of several conditions must hold. */
  public Query<T> where(Index<T> index, String value) {
    prefixes.add(table.prefix(index, value));
    return this;
  }

  /** As {@link #where}, but an empty value is no condition, as in the filters of requests. */
  public Query<T> whereGiven(Index<T> index, String value) {
    return value.isEmpty() ? this : where(index, value);
  }

  /** Only assets from this place in the table's order on. */
  public Query<T> from(String place) {
    lower = Optional.of(place.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Only assets before this place in the table's order. */
  public Query<T> before(String place) {
    upper = Optional.of(place.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** In the reverse of the table's order. */
  public Query<T> descending() {
    descending = true;
    return this;
  }

  /** All of the list. */
  public List<T> all() {
    return read(Optional.empty(), Integer.MAX_VALUE, Long.MAX_VALUE, (items, next) -> items);
  }

  /** The keys of all of the list; reads no asset. */
  public List<String> keys() {
    List<String> found = new ArrayList<>();
    try (Intersection keys = intersection(Optional.empty())) {
      while (keys.next()) {
        found.add(keys.key().lastPart());
      }
    }
    return found;
  }

  /** The first of the list. */
  public Optional<T> first() {
    return read(Optional.empty(), 1, Long.MAX_VALUE, (items, next) -> items.stream().findFirst());
  }

  /** True if nothing is in the list; reads no asset. */
  public boolean isEmpty() {
    try (Intersection keys = intersection(Optional.empty())) {
      return !keys.next();
    }
  }

  /**
   * A page of the list. It ends early, with a token, after the asset that makes it larger than 16
   * MiB: assets may be of any size, and a page is held in memory whole.
   *
   * @param token of the page before, or empty for the first page
   * @param size how many assets at most; at least 1
   */
  public Page<T> page(String token, int size) {
    Optional<byte[]> start =
        token.isEmpty() ? Optional.empty() : Optional.of(PageToken.suffix(table, token));
    return read(
        start,
        size,
        PAGE_BYTES,
        (items, next) ->
            new Page<>(items, next.map(place -> PageToken.of(table, place)).orElse("")));
  }

  /** Reads assets up to some bounds, and hands over the place of the one after them, if any. */
  private <R> R read(
      Optional<byte[]> start,
      int limit,
      long maxBytes,
      BiFunction<List<T>, Optional<byte[]>, R> result) {
    List<T> items = new ArrayList<>();
    long bytes = 0;
    try (Intersection keys = intersection(start)) {
      while (keys.next()) {
        if (items.size() == limit || bytes > maxBytes) {
          return result.apply(items, Optional.of(keys.suffix()));
        }
        String key = keys.key().lastPart();
        T asset =
            table
                .get(reader, key)
                .orElseThrow(() -> new IllegalStateException(table.name() + " lacks " + key));
        items.add(asset);
        bytes += asset.getSerializedSize();
      }
    }
    return result.apply(items, Optional.empty());
  }

  private Intersection intersection(Optional<byte[]> start) {
    List<Key> all = prefixes.isEmpty() ? List.of(table.prefix()) : prefixes;
    return new Intersection(reader, all, descending, lower, upper, start);
  }
}
