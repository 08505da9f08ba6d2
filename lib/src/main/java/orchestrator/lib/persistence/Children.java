package orchestrator.lib.persistence;

import java.util.ArrayList;
import java.util.List;

/**
 * The children of tasks, in order of registration: the tasks that take an output of theirs.
 *
 * <p>Kept apart from the tasks, since those of one call have the same date and are told apart only
 * by their place in it.
 */
public final class Children {
  private static final String SPACE = "child";

  /** The key says it all; ledgers take an empty value for a deletion. */
  private static final byte[] NOTHING = {0};

  private Children() {}

  /** Adds a child, once, at its place among the others: see Transaction.nextPlace. */
  public static void add(Database database, String parent, String place, String child) {
    database.put(Key.of(SPACE, parent, place, child), NOTHING);
  }

  /** The keys of the task's children, in order of registration. */
  public static List<String> of(Reader reader, String parent) {
    List<String> children = new ArrayList<>();
    try (Scan scan = reader.scan(Range.below(Key.of(SPACE, parent)))) {
      while (scan.next()) {
        children.add(scan.key().lastPart());
      }
    }
    return children;
  }
}
