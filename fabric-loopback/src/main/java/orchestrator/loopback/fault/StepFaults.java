package orchestrator.loopback.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The faults that wait for the calls of one step. */
final class StepFaults {
  private final TreeMap<Long, Loss> planned = new TreeMap<>();
  private Optional<RandomLoss> random = Optional.empty();
  private Duration delay = Duration.ZERO;
  private long calls;
  private int lost;

  synchronized void lose(Loss loss, int nth) {
    planned.put(calls + nth, loss);
  }

  synchronized void loseRandomly(Loss loss, double share, long seed) {
    random = Optional.of(new RandomLoss(loss, share, new Random(seed)));
  }

  synchronized void delay(Duration time) {
    delay = time;
  }

  synchronized void clear() {
    planned.clear();
    random = Optional.empty();
    delay = Duration.ZERO;
  }

  /** How many calls were lost. */
  synchronized int lost() {
    return lost;
  }

  /** What the call that has come now meets. */
  synchronized Fate next() {
    calls++;
    Optional<Loss> loss =
        Optional.ofNullable(planned.remove(calls)).or(() -> random.flatMap(RandomLoss::next));
    if (loss.isPresent()) {
      lost++;
    }
    return new Fate(loss, delay);
  }

  /** What a call meets: it is handled later, and perhaps lost. */
  record Fate(Optional<Loss> loss, Duration delay) {}

  private record RandomLoss(Loss loss, double share, Random random) {
    Optional<Loss> next() {
      return random.nextDouble() < share ? Optional.of(loss) : Optional.empty();
    }
  }
}
