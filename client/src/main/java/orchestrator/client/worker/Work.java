package orchestrator.client.worker;

import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.proto.Event;

/** Says what a {@link WorkLoop} works on: where it comes from and what is done with it. */
interface Work<T> {
  /** All that waits now, and before it what an earlier process may have left half done. */
  Stream<T> waiting();

  /** What an event says waits since then. */
  Optional<T> announced(Event event);

  /** What tells one piece of work from another. */
  String key(T item);

  /** Whether this process does such work. */
  boolean accepts(T item);

  /** Does it, on a thread that it may keep as long as it takes. */
  void perform(T item);
}
