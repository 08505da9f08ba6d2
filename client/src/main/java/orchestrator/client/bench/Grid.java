package orchestrator.client.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * Orders the tasks of a grid: tells which may run when another is done. Tasks are numbered row by
 * row; each of a later row has two parents in the row before it, the one above and that one's
 * neighbour.
 */
final class Grid {
  private final int tasks;
  private final int width;
  private final int[] missingParents;
  private final Deque<Integer> ready = new ArrayDeque<>();
  private int done;

  Grid(int tasks) {
    this.tasks = tasks;
    this.width = (int) Math.ceil(Math.sqrt(tasks));
    this.missingParents = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      missingParents[task] = parents(task).size();
      if (missingParents[task] == 0) {
        ready.add(task);
      }
    }
  }

  /** The parents of a task, different from one another. */
  List<Integer> parents(int task) {
    if (task < width) {
      return List.of();
    }
    int row = task / width;
    int above = task - width;
    int neighbour = (row - 1) * width + (task + 1) % width;
    return above == neighbour ? List.of(above) : List.of(above, neighbour);
  }

  /** Takes a task whose parents are done. */
  OptionalInt take() {
    return ready.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ready.remove());
  }

  /** Notes that a task is done, which may free others. */
  void done(int task) {
    done++;
    for (int child : children(task)) {
      missingParents[child]--;
      if (missingParents[child] == 0) {
        ready.add(child);
      }
    }
  }

  boolean isDone() {
    return done == tasks;
  }

  private List<Integer> children(int task) {
    List<Integer> children = new ArrayList<>();
    int nextRow = (task / width + 1) * width;
    for (int child = nextRow; child < Math.min(nextRow + width, tasks); child++) {
      if (parents(child).contains(task)) {
        children.add(child);
      }
    }
    return children;
  }
}
