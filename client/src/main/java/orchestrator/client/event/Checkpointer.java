package orchestrator.client.event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers the last event that a follower's handler finished.
 *
 * <pre>{@code
 * Checkpointer checkpointer = Checkpointer.inFile(Path.of("last-event"));
 * checkpointer.store(event.getId());
 * Optional<String> last = checkpointer.load();
 * }</pre>
 */
public interface Checkpointer {
  /** The id of the last event that was finished; empty before the first. */
  Optional<String> load() throws IOException;

  /** Remembers that everything up to this event is finished. */
  void store(String eventId) throws IOException;

  /** Remembers as long as the object lives, from the channel's first event on. */
  static Checkpointer inMemory() {
    return new InMemoryCheckpointer(Optional.empty());
  }

  /** Remembers as long as the object lives, beginning behind this event. */
  static Checkpointer after(String eventId) {
    return new InMemoryCheckpointer(Optional.of(eventId));
  }

  /**
   * Remembers in a file, which is replaced as a whole with each event, so that a crash leaves the
   * old id or the new one. It is not forced to the disk: a power failure may bring events again.
   *
   * @param file created with the first event; its folder must exist
   */
  static Checkpointer inFile(Path file) {
    return new FileCheckpointer(file);
  }
}
