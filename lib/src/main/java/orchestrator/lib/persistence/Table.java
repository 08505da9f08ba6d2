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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import orchestrator.lib.error.OrchestratorException;

/**
 * Keeps the assets of one kind by key, with their indexes. Has no state: each call names the
 * database.
 *
 * @param <T> the asset
 */
public final class Table<T extends Message> extends AssetType<T> {
  /** Of an index entry, whose key says it all; ledgers take an empty value for a deletion. */
  private static final byte[] NOTHING = {0};

  /** Assets of more bytes have a brief; below, a second row costs more than it spares. */
  private static final int LONG_BYTES = 4096;

  private final Parser<T> parser;
  private final Optional<Function<T, String>> order;
  private final List<Index<T>> indexes;
  private final Optional<UnaryOperator<T>> shortening;

  private Table(
      AssetType<T> type,
      Parser<T> parser,
      Optional<Function<T, String>> order,
      List<Index<T>> indexes,
      Optional<UnaryOperator<T>> shortening) {
    super(type);
    this.parser = parser;
    this.order = order;
    this.indexes = indexes;
    this.shortening = shortening;
  }

  /** A table that is listed in the order of its keys. */
  public static <T extends Message> Table<T> byKey(
      AssetType<T> type, Parser<T> parser, List<Index<T>> indexes) {
    return new Table<>(type, parser, Optional.empty(), indexes, Optional.empty());
  }

  /**
   * A table that is listed in an order of its own, then by key.
   *
   * @param order a text for each asset, which never changes; least first
   */
  public static <T extends Message> Table<T> ordered(
      AssetType<T> type, Parser<T> parser, Function<T, String> order, List<Index<T>> indexes) {
    return new Table<>(type, parser, Optional.of(order), indexes, Optional.empty());
  }

  /**
   * This table, where each long asset is kept once more without its long parts, for {@link #brief}.
   *
   * @param shortening takes the parts away that may be long and that most calls do not need
   */
  Table<T> withBriefs(UnaryOperator<T> shortening) {
    return new Table<>(this, parser, order, indexes, Optional.of(shortening));
  }

  /** The asset with this key. */
  public Optional<T> get(Reader reader, String key) {
    Key at = Key.of(name(), key);
    return reader.get(at).map(bytes -> Serializer.parse(parser, bytes, at));
  }

  /**
   * The asset with this key, which may lack its long parts; reads no more of a long one than the
   * rest. A table has to be made {@link #withBriefs} for that.
   */
  public Optional<T> brief(Reader reader, String key) {
    Key at = Key.of(briefSpace(), key);
    Optional<T> brief = reader.get(at).map(bytes -> Serializer.parse(parser, bytes, at));
    return brief.isPresent() ? brief : get(reader, key);
  }

  /** True if there is an asset with this key. */
  public boolean contains(Reader reader, String key) {
    return reader.get(Key.of(name(), key)).isPresent();
  }

  /**
   * Sets the asset with a key that has none so far, and the entries of all indexes.
   *
   * <p>As {@link #put}, but reads nothing: the caller knows that the key is new. Where it is not,
   * entries of the old asset stay behind.
   */
  public void add(Database database, String key, T asset) {
    entries(key, asset).forEach(entry -> database.insert(entry, NOTHING));
    set(database, key, asset, Serializer.bytes(asset));
  }

  /** Sets the asset with this key, new or not, and the entries of all indexes. */
  public void put(Database database, String key, T asset) {
    put(database, key, get(database, key), asset, Serializer.bytes(asset));
  }

  /** As {@link #put}, but reads nothing: the caller has the asset that is there. */
  public void replace(Database database, String key, T old, T asset) {
    put(database, key, Optional.of(old), asset, Serializer.bytes(asset));
  }

  /**
   * An asset before and after a change.
   *
   * @param before empty if there was none
   */
  record Restored<T>(Optional<T> before, T after) {}

  /**
   * As {@link #put}, with the bytes that another storage of the same state has for the key.
   *
   * @throws OrchestratorException OE0001 if they are no asset
   */
  Restored<T> restore(Database database, String key, byte[] bytes) {
    T asset = Serializer.parse(parser, bytes, Key.of(name(), key));
    Optional<T> before = get(database, key);
    put(database, key, before, asset, bytes);
    return new Restored<>(before, asset);
  }

  private void put(Database database, String key, Optional<T> old, T asset, byte[] bytes) {
    Set<Key> stale = old.map(before -> entries(key, before)).orElseGet(TreeSet::new);
    for (Key entry : entries(key, asset)) {
      if (!stale.remove(entry)) {
        database.insert(entry, NOTHING);
      }
    }
    stale.forEach(database::delete);
    if (shortening.isPresent() && !isLong(bytes.length)) {
      old.filter(before -> isLong(before.getSerializedSize()))
          .ifPresent(before -> database.delete(Key.of(briefSpace(), key)));
    }
    set(database, key, asset, bytes);
  }

  /** Sets the asset, and how it is in brief. */
  private void set(Database database, String key, T asset, byte[] bytes) {
    database.put(Key.of(name(), key), bytes);
    if (isLong(bytes.length)) {
      shortening.ifPresent(
          of -> database.put(Key.of(briefSpace(), key), Serializer.bytes(of.apply(asset))));
    }
  }

  private boolean isLong(int bytes) {
    return shortening.isPresent() && bytes > LONG_BYTES;
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
    return new Range(Key.of(name()), Optional.of(Key.of(name(), key + "\u0001")), false);
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
    return Serializer.parse(parser, new byte[0], Key.of(name()));
  }

  /** The spaces of the entries that {@link #put} makes of an asset. */
  List<String> derivedSpaces() {
    return Stream.of(
            order.stream().map(of -> orderSpace()),
            shortening.stream().map(of -> briefSpace()),
            indexes.stream().filter(index -> !index.isLinked()).map(this::space))
        .flatMap(spaces -> spaces)
        .toList();
  }

  /** The spaces of the entries that {@link #link} makes. */
  List<String> linkSpaces() {
    return indexes.stream().filter(Index::isLinked).map(this::space).toList();
  }

  /** The prefix of all entries with the value in the index. */
  Key prefix(Index<T> index, String value) {
    return Key.of(space(index), value);
  }

  /** The prefix of the entries of all assets in the order of the table. */
  Key prefix() {
    return Key.of(order.isPresent() ? orderSpace() : name());
  }

  /** The key of the asset in the order of the table, which sorts as the table does. */
  public Key place(String key, T asset) {
    return order
        .map(of -> Key.of(orderSpace(), of.apply(asset), key))
        .orElseGet(() -> Key.of(name(), key));
  }

  /** How many parts a {@link #place} has below {@link #prefix()}. */
  int placeParts() {
    return order.isPresent() ? 2 : 1;
  }

  private String orderSpace() {
    return name() + ".order";
  }

  private String briefSpace() {
    return name() + ".brief";
  }

  private String space(Index<T> index) {
    return name() + "." + index.name();
  }
}
