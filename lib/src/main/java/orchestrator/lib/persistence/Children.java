package orchestrator.lib.persistence;

import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * The children of tasks, in order of registration: the tasks that take an output of theirs.
 *
 * <p>An index of the events that tell of new tasks, and not of the tasks: those of one call have
 * the same date and are told apart only by their events.
 */
public final class Children {
  static final String SPACE = "child";

  /** The key says it all; ledgers take an empty value for a deletion. */
  private static final byte[] NOTHING = {0};

  private Children() {}

  /** Makes the task that the event tells of a child of its parents; other events have none. */
  public static void add(Database database, Event event) {
    if (event.getEventKind() != EventKind.EVENT_ASSET_CREATED || !event.hasComputeTask()) {
      return;
    }
    ComputeTask child = event.getComputeTask();
    for (String parent : parents(child.getInputsList())) {
      database.put(Key.of(SPACE, parent, event.getId(), child.getKey()), NOTHING);
    }
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
