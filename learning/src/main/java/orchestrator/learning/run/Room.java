package orchestrator.learning.run;

import java.util.function.LongSupplier;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;

/**
 * Refuses what would not fit in the memory: all documents are in it, and a server that dies of them
 * dies of them again when it is started.
 */
final class Room {
  private final LongSupplier taken;
  private final long heap;

  /**
   * Has the room of this process.
   *
   * @param taken tells how many bytes the documents take
   */
  Room(LongSupplier taken) {
    this(taken, Runtime.getRuntime().maxMemory());
  }

  Room(LongSupplier taken, long heap) {
    this.taken = taken;
    this.heap = heap;
  }

  /** Refuses a post that would take so many bytes; some room is left for reports. */
  void forPost(long bytes) {
    require(bytes, heap / 5 * 2);
  }

  /** Refuses a report that would take so many bytes. */
  void forReport(long bytes) {
    require(bytes, heap / 2);
  }

  private void require(long bytes, long most) {
    if (bytes > most - taken.getAsLong()) {
      throw new LearningException(
          Kind.UNAVAILABLE,
          "what would come of this does not fit in the memory of the server; it needs a larger"
              + " heap");
    }
  }
}
