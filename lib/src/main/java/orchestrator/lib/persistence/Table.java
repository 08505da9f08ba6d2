package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Assets of one kind by key, with their indexes. Has no state: each call names the database.
 *
 * @param <T> the asset
 */
public final class Table<T extends Message> {
  /** Of an index entry, whose key says it all; ledgers take an empty value for a deletion. */
  private static final byte[] NOTHING = {0};

  private final String name;
  private final Parser<T> parser;
  private final Optional<Function<T, String>> order;
  private final List<Index<T>> indexes;

  private Table(
      String name, Parser<T> parser, Optional<Function<T, String>> order, List<Index<T>> indexes) {
    this.name = name;
    this.parser = parser;
    this.order = order;
    this.indexes = indexes;
  }

  /** A table that is listed in the order of its keys. */
  public static <T extends Message> Table<T> byKey(
      String name, Parser<T> parser, List<Index<T>> indexes) {
    return new Table<>(name, parser, Optional.empty(), indexes);
  }

  /**
   * A table that is listed in an order of its own, then by key.
   *
   * @param order a text for each asset, which never changes; least first
   */
  public static <T extends Message> Table<T> ordered(
      String name, Parser<T> parser, Function<T, String> order, List<Index<T>> indexes) {
    return new Table<>(name, parser, Optional.of(order), indexes);
  }

  /** The asset with this key. */
  public Optional<T> get(Reader reader, String key) {
    Key at = Key.of(name, key);
    return reader.get(at).map(bytes -> Serializer.parse(parser, bytes, at));
  }

  /** True if there is an asset with this key. */
  public boolean contains(Reader reader, String key) {
    return reader.get(Key.of(name, key)).isPresent();
  }

  /**
   * Sets the asset with a key that has none so far, and the entries of all indexes.
   *
   * <p>As {@link #put}, but reads nothing: the caller knows that the key is new. Where it is not,
   * entries of the old asset stay behind.
   */
  public void add(Database database, String key, T asset) {
    entries(key, asset).forEach(entry -> database.put(entry, NOTHING));
    database.put(Key.of(name, key), Serializer.bytes(asset));
  }

  /** Sets the asset with this key, new or not, and the entries of all indexes. */
  public void put(Database database, String key, T asset) {
    put(database, key, asset, Serializer.bytes(asset));
  }

  /**
   * As {@link #put}, with the bytes that another storage of the same state has for the key.
   *
   * @return the asset of these bytes; OE0001 if there is none
   */
  T restore(Database database, String key, byte[] bytes) {
    T asset = Serializer.parse(parser, bytes, Key.of(name, key));
    put(database, key, asset, bytes);
    return asset;
  }

  private void put(Database database, String key, T asset, byte[] bytes) {
    Key at = Key.of(name, key);
    Set<Key> stale =
        database
            .get(at)
            .map(old -> entries(key, Serializer.parse(parser, old, at)))
            .orElseGet(TreeSet::new);
    for (Key entry : entries(key, asset)) {
      if (!stale.remove(entry)) {
        database.put(entry, NOTHING);
      }
    }
    stale.forEach(database::delete);
    database.put(at, bytes);
  }

  /** Lets an index made by {@link Index#linked} find the asset by the value. */
  public void link(Database database, Index<T> index, String value, String key, T asset) {
    database.put(Key.of(space(index), entry(value, key, asset)), NOTHING);
  }

  /** A query for all assets; narrow it with {@link Query#where}. */
  public Query<T> query(Reader reader) {
    return new Query<>(this, reader);
  }

  /** The range of the entries whose keys come after a key. */
  public Range after(String key) {
    // No key is followed by itself and this least of all characters.
    return new Range(Key.of(name), Optional.of(Key.of(name, key + "\u0001")), false);
  }

  private Set<Key> entries(String key, T asset) {
    Set<Key> entries = new TreeSet<>();
    order.ifPresent(of -> entries.add(Key.of(orderSpace(), of.apply(asset), key)));
    for (Index<T> index : indexes) {
      for (String value : index.values(asset)) {
        entries.add(Key.of(space(index), entry(value, key, asset)));
      }
    }
    return entries;
  }

  private List<String> entry(String value, String key, T asset) {
    List<String> parts = new ArrayList<>(Arrays.asList(value));
    order.ifPresent(of -> parts.add(of.apply(asset)));
    parts.add(key);
    return parts;
  }

  /** An asset without content. */
  T prototype() {
    return Serializer.parse(parser, new byte[0], Key.of(name));
  }

  /** The spaces of the entries that {@link #put} makes of an asset. */
  List<String> derivedSpaces() {
    return Stream.concat(
            order.stream().map(of -> orderSpace()),
            indexes.stream().filter(index -> !index.isLinked()).map(this::space))
        .toList();
  }

  /** The spaces of the entries that {@link #link} makes. */
  List<String> linkSpaces() {
    return indexes.stream().filter(Index::isLinked).map(this::space).toList();
  }

  String name() {
    return name;
  }

  /** The prefix of all entries with the value in the index. */
  Key prefix(Index<T> index, String value) {
    return Key.of(space(index), value);
  }

  /** The prefix of the entries of all assets in the order of the table. */
  Key prefix() {
    return Key.of(order.isPresent() ? orderSpace() : name);
  }

  /** The entry of the asset in the order of the table, below {@link #prefix()}. */
  Key place(String key, T asset) {
    return order
        .map(of -> Key.of(orderSpace(), of.apply(asset), key))
        .orElseGet(() -> Key.of(name, key));
  }

  /** How many parts a {@link #place} has below {@link #prefix()}. */
  int placeParts() {
    return order.isPresent() ? 2 : 1;
  }

  private String orderSpace() {
    return name + ".order";
  }

  private String space(Index<T> index) {
    return name + "." + index.name();
  }
}
