package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import orchestrator.lib.error.OrchestratorException;

/**
 * Lists a table's assets that have all of the values asked for, in the table's order.
 *
 * <p>Reads what its reader sees. A page reads the index entries of its assets and the assets, and
 * not what comes before or after it; with several values it leaps from index to index, to what may
 * be next in all of them.
 */
public final class Query<T extends Message> {
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
    List<T> items = new ArrayList<>();
    forEach(items::add);
    return items;
  }

  /**
   * Hands over all of the list, one by one.
   *
   * @param item may change the asset that it is given, also so that it is in the list no more
   */
  public void forEach(Consumer<T> item) {
    forEachKey(key -> item.accept(asset(key)));
  }

  /** Hands over the keys of all of the list; reads no asset. */
  public void forEachKey(Consumer<String> key) {
    try (Intersection keys = intersection(Optional.empty())) {
      while (keys.next()) {
        key.accept(keys.key().lastPart());
      }
    }
  }

  /** The first of the list. */
  public Optional<T> first() {
    try (Intersection keys = intersection(Optional.empty())) {
      return keys.next() ? Optional.of(asset(keys.key().lastPart())) : Optional.empty();
    }
  }

  /** True if nothing is in the list; reads no asset. */
  public boolean isEmpty() {
    try (Intersection keys = intersection(Optional.empty())) {
      return !keys.next();
    }
  }

  /**
   * A page of the list, with the token of the next one where it ends before the list does.
   *
   * @param token of the page before, or empty for the first page
   * @throws OrchestratorException OE0003 when the token is none of this list
   */
  public Page<T> page(String token, PageSize size) {
    Optional<byte[]> start =
        token.isEmpty() ? Optional.empty() : Optional.of(PageToken.suffix(table, inWords(), token));
    List<T> items = new ArrayList<>();
    PageSize.Filling filling = size.begin();
    try (Intersection keys = intersection(start)) {
      while (keys.next()) {
        if (filling.isFull()) {
          return new Page<>(items, PageToken.of(table, inWords(), keys.suffix()));
        }
        T asset = asset(keys.key().lastPart());
        if (!filling.take(asset)) {
          return new Page<>(items, PageToken.of(table, inWords(), keys.suffix()));
        }
        items.add(asset);
      }
    }
    return new Page<>(items, "");
  }

  /** What its pages have in common and those of other queries have not. */
  private String inWords() {
    return prefixes + " " + text(lower) + " " + text(upper) + " " + descending;
  }

  private static String text(Optional<byte[]> bound) {
    return bound.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  private T asset(String key) {
    return table
        .get(reader, key)
        .orElseThrow(() -> new IllegalStateException(table.name() + " lacks " + key));
  }

  private Intersection intersection(Optional<byte[]> start) {
    List<Key> all = prefixes.isEmpty() ? List.of(table.prefix()) : prefixes;
    return new Intersection(reader, all, descending, lower, upper, start);
  }
}
