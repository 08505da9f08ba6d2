package orchestrator.client.event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers the last event that a follower's handler finished.
 *
 * <pre>{@code
 * Position position = Position.inFile(Path.of("last-event"));
 * position.store(event.getId());
 * Optional<String> last = position.load();
 * }</pre>
 */
public interface Position {
  /** The id of the last event that was finished; empty before the first. */
  Optional<String> load() throws IOException;

  /** Remembers that everything up to this event is finished. */
  void store(String eventId) throws IOException;

  /** Remembers as long as the object lives, from the channel's first event on. */
  static Position inMemory() {
    return new MemoryPosition(Optional.empty());
  }

  /** Remembers as long as the object lives, beginning behind this event. */
  static Position after(String eventId) {
    return new MemoryPosition(Optional.of(eventId));
  }

  /**
   * Remembers in a file, which is replaced as a whole with each event, so that a crash leaves the
   * old id or the new one. It is not forced to the disk: a power failure may bring events again.
   *
   * @param file created with the first event; its folder must exist
   */
  static Position inFile(Path file) {
    return new FilePosition(file);
  }
}
