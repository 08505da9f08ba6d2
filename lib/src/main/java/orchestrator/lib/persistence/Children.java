package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * Lists the children of tasks, in order of registration: the tasks that take an output of theirs.
 *
 * <p>An index of the events that tell of new tasks, and not of the tasks: those of one call have
 * the same date and are told apart only by their events.
 */
public final class Children {
  static final String SPACE = "child";

  private static final String OF = "/";

  private Children() {}

  /**
   * A child of a task.
   *
   * @param key the child's
   * @param place the task's among the child's parents; empty if the child was registered by a
   *     version that kept no {@link ParentTree}
   */
  public record Child(String key, Optional<ParentTree.Place> place) {}

  /**
   * Makes the task that the event tells of a child of its parents, and begins its {@link
   * ParentTree}; other events have no children.
   *
   * @param isDone tells of a parent whether it is DONE
   */
  public static void add(Database database, Event event, Predicate<String> isDone) {
    if (event.getEventKind() != EventKind.EVENT_ASSET_CREATED || !event.hasComputeTask()) {
      return;
    }
    ComputeTask child = event.getComputeTask();
    List<String> parents = parents(child.getInputsList());
    BitSet done = new BitSet();
    for (int i = 0; i < parents.size(); i++) {
      database.put(
          Key.of(SPACE, parents.get(i), event.getId(), child.getKey()), place(i, parents.size()));
      if (isDone.test(parents.get(i))) {
        done.set(i);
      }
    }
    ParentTree.plant(database, child.getKey(), parents.size(), done);
  }

  /** The keys of the parents that the inputs name, each once, in the order of the inputs. */
  public static List<String> parents(List<ComputeTaskInput> inputs) {
    return inputs.stream()
        .filter(ComputeTaskInput::hasParentTaskOutput)
        .map(ComputeTaskInput::getParentTaskOutput)
        .map(ParentTaskOutputRef::getParentTaskKey)
        .distinct()
        .toList();
  }

  /** The task's children, in order of registration. */
  public static List<Child> of(Reader reader, String parent) {
    List<Child> children = new ArrayList<>();
    try (Scan scan = reader.scan(Range.below(Key.of(SPACE, parent)))) {
      while (scan.next()) {
        children.add(new Child(scan.key().lastPart(), place(scan.value())));
      }
    }
    return children;
  }

  private static byte[] place(int index, int count) {
    return (index + OF + count).getBytes(US_ASCII);
  }

  /** Versions without trees wrote a single byte, 0. */
  private static Optional<ParentTree.Place> place(byte[] value) {
    if (value.length == 1) {
      return Optional.empty();
    }
    String text = new String(value, US_ASCII);
    int of = text.indexOf(OF);
    return Optional.of(
        new ParentTree.Place(
            Integer.parseInt(text.substring(0, of)), Integer.parseInt(text.substring(of + 1))));
  }
}
