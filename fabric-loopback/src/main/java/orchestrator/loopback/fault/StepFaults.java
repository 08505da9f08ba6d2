package orchestrator.loopback.fault;

import java.util.Optional;
import java.util.TreeMap;

/** Keeps the faults that wait for the calls of one step. */
final class StepFaults {
  private final TreeMap<Long, Loss> planned = new TreeMap<>();
  private long calls;
  private int lost;

  synchronized void lose(Loss loss, int nth) {
    planned.put(calls + nth, loss);
  }

  synchronized void clear() {
    planned.clear();
    lost = 0;
  }

  /** How many calls were lost. */
  synchronized int lost() {
    return lost;
  }

  /** How the call that has come now is lost, if it is. */
  synchronized Optional<Loss> next() {
    calls++;
    Optional<Loss> loss = Optional.ofNullable(planned.remove(calls));
    if (loss.isPresent()) {
      lost++;
    }
    return loss;
  }
}
