package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.Event;

/**
 * The rows of a state: what the whole of it can be restored from.
 *
 * <p>Rows are the assets of the tables, the {@link Outputs}, and the entries made by {@link
 * Table#link}, which no asset knows. All else is derived from a row: the entries of the tables'
 * orders and other indexes, and the {@link Children}. A row may change and is never removed.
 */
public final class Rows {
  private static final Map<String, Table<?>> TABLES =
      Tables.ALL.stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));

  private static final Set<String> LINKS =
      Tables.ALL.stream()
          .flatMap(table -> table.linkSpaces().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> DERIVED =
      Stream.concat(
              Stream.of(Children.SPACE),
              Tables.ALL.stream().flatMap(table -> table.derivedSpaces().stream()))
          .collect(Collectors.toUnmodifiableSet());

  private Rows() {}

  /** True for the key of a row; false for what is derived, and for what is of no known space. */
  public static boolean isRow(Key key) {
    String space = key.space();
    return TABLES.containsKey(space) || LINKS.contains(space) || space.equals(Outputs.SPACE);
  }

  /**
   * True for what is derived from a row; false for a row.
   *
   * @throws IllegalArgumentException if the key is of no known space
   */
  public static boolean isDerived(Key key) {
    if (DERIVED.contains(key.space())) {
      return true;
    }
    requireRow(key);
    return false;
  }

  /**
   * The message without content of the kind that the row's value is; empty for a link, whose key
   * says it all.
   *
   * @throws IllegalArgumentException if the key is not that of a row
   */
  public static Optional<Message> prototype(Key row) {
    requireRow(row);
    String space = row.space();
    if (space.equals(Outputs.SPACE)) {
      return Optional.of(ComputeTaskOutputAsset.getDefaultInstance());
    }
    return Optional.ofNullable(TABLES.get(space)).map(Table::prototype);
  }

  /**
   * Sets a row and all that is derived from it, and removes what was derived from its old value, if
   * it had one. Rows may come in any order.
   *
   * @param value as it was stored, byte for byte; OE0001 if it cannot be read
   * @throws IllegalArgumentException if the key is not that of a row
   */
  public static void restore(Database database, Key row, byte[] value) {
    requireRow(row);
    Table<?> table = TABLES.get(row.space());
    if (table == null) {
      database.put(row, value);
    } else if (table.restore(database, row.lastPart(), value) instanceof Event event) {
      // Events never change, so that no child of an old one can be in the way.
      Children.add(database, event);
    }
  }

  private static void requireRow(Key key) {
    if (!isRow(key)) {
      throw new IllegalArgumentException(key + " is not the key of a row");
    }
  }
}
