package orchestrator.client.event;

import java.util.Optional;

/** Keeps a position in memory; it ends with the process. */
final class MemoryPosition implements Position {
  private volatile Optional<String> last;

  MemoryPosition(Optional<String> last) {
    this.last = last;
  }

  @Override
  public Optional<String> load() {
    return last;
  }

  @Override
  public void store(String eventId) {
    last = Optional.of(eventId);
  }
}
