package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;

/**
 * Tells which entries of a state are rows: what the whole of it can be restored from.
 *
 * <p>Rows are the assets of the tables, the {@link Outputs}, and the entries made by {@link
 * Table#link}, which no asset knows. All else is derived from them: the entries of the tables'
 * orders and other indexes, what long assets are in brief, the {@link Children} and the {@link
 * ParentTree}s. A row may change and is never removed.
 */
public final class Rows {
  private static final Map<String, Table<?>> TABLES =
      Tables.all().stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));

  private static final Set<String> LINKS =
      Tables.all().stream()
          .flatMap(table -> table.linkSpaces().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> DERIVED =
      Stream.concat(
              Stream.of(Children.SPACE, ParentTree.SPACE),
              Tables.all().stream().flatMap(table -> table.derivedSpaces().stream()))
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
   * @param value as it was stored, byte for byte
   * @throws OrchestratorException OE0001 if the value cannot be read
   * @throws IllegalArgumentException if the key is not that of a row
   */
  public static void restore(Database database, Key row, byte[] value) {
    requireRow(row);
    Table<?> table = TABLES.get(row.space());
    if (table == null) {
      database.put(row, value);
    } else {
      derive(database, table.restore(database, row.lastPart(), value));
    }
  }

  /** What is derived from several rows, as far as they are there. */
  private static void derive(Database database, Table.Restored<?> row) {
    if (row.after() instanceof Event event && row.before().isEmpty()) {
      // Events never change, so that no child of an old one can be in the way.
      Children.add(
          database,
          event,
          parent -> Tables.TASKS.brief(database, parent).filter(Rows::isDone).isPresent());
    }
    if (row.after() instanceof ComputeTask task
        && isDone(task)
        && row.before().filter(Rows::isDone).isEmpty()) {
      for (Children.Child child : Children.of(database, task.getKey())) {
        child.place().ifPresent(place -> ParentTree.doneOnce(database, child.key(), place));
      }
    }
  }

  private static boolean isDone(Object asset) {
    return asset instanceof ComputeTask task && task.getStatus() == ComputeTaskStatus.STATUS_DONE;
  }

  private static void requireRow(Key key) {
    if (!isRow(key)) {
      throw new IllegalArgumentException(key + " is not the key of a row");
    }
  }
}
