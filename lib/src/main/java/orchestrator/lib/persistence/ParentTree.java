package orchestrator.lib.persistence;

import java.util.BitSet;
import java.util.Optional;

/**
 * Keeps which of a task's parents are DONE, so that one more costs a step or two however many there
 * are, and so that two of them touch the same keys only when they are next to one another.
 *
 * <p>A tournament. The parents are the leaves of a binary tree, each node has won when all leaves
 * below it are DONE, and the task waits for no parent any more when the root has won. A parent that
 * is DONE looks at its node's sibling: where that has won too, both give way to the node above,
 * which goes on in the same way; else the node is noted, and that is all. So only the highest nodes
 * that have won are there, n parents note n nodes in all, and the bytes depend on nothing but which
 * parents are DONE.
 */
public final class ParentTree {
  static final String SPACE = "parents";

  /** Of the root, whose key is the task's. */
  private static final byte[] WAITING = {0};

  private static final byte[] WON = {1};

  private ParentTree() {}

  /**
   * A parent's place among those of one child.
   *
   * @param index from 0, in the order of the child's inputs
   * @param count how many parents the child has
   */
  public record Place(int index, int count) {}

  /**
   * Begins the tree of a new task.
   *
   * @param count how many parents it has; nothing is written for none
   * @param done the indexes of those that are DONE already
   */
  public static void plant(Database database, String child, int count, BitSet done) {
    if (count == 0) {
      return;
    }
    BitSet won = done;
    int width = count;
    for (int level = 0; width > 1; level++, width = (width + 1) / 2) {
      BitSet above = new BitSet();
      for (int i = won.nextSetBit(0); i >= 0; i = won.nextSetBit(i + 1)) {
        int sibling = i ^ 1;
        if (sibling >= width || won.get(sibling)) {
          above.set(i / 2);
        } else {
          database.put(node(child, level, i), WON);
        }
      }
      won = above;
    }
    database.put(root(child), won.get(0) ? WON : WAITING);
  }

  /**
   * Notes that a parent, which was not before, is DONE.
   *
   * @return true if it was the last one: all parents are DONE now
   */
  public static boolean done(Database database, String child, Place place) {
    int index = place.index();
    int width = place.count();
    for (int level = 0; width > 1; level++, width = (width + 1) / 2) {
      int sibling = index ^ 1;
      if (sibling < width) {
        Key key = node(child, level, sibling);
        if (database.get(key).isEmpty()) {
          database.put(node(child, level, index), WON);
          return false;
        }
        database.delete(key);
      }
      index /= 2;
    }
    database.put(root(child), WON);
    return true;
  }

  /** As {@link #done}, for a parent that may have been noted before. */
  static void doneOnce(Database database, String child, Place place) {
    int index = place.index();
    int width = place.count();
    for (int level = 0; width > 1; level++, width = (width + 1) / 2) {
      if (database.get(node(child, level, index)).isPresent()) {
        return;
      }
      index /= 2;
    }
    if (!isWon(database, child).orElse(false)) {
      done(database, child, place);
    }
  }

  /**
   * Whether all parents of a task are DONE; empty if it has no tree, since it has no parents or was
   * registered by a version that made none.
   */
  public static Optional<Boolean> isWon(Reader reader, String child) {
    return reader.get(root(child)).map(value -> value[0] == WON[0]);
  }

  private static Key root(String child) {
    return Key.of(SPACE, child);
  }

  private static Key node(String child, int level, int index) {
    return Key.of(SPACE, child, Integer.toString(level), Integer.toString(index));
  }
}
