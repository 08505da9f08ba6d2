package orchestrator.client.event;

import java.util.Optional;

/** Keeps a checkpoint in memory; it ends with the process. */
final class InMemoryCheckpointer implements Checkpointer {
  private volatile Optional<String> last;

  InMemoryCheckpointer(Optional<String> last) {
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
