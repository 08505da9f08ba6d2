package orchestrator.loopback.fault;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Keeps what goes wrong in the network on request; nothing does, until it is asked for. */
public final class Faults {
  private final Map<Step, StepFaults> steps = new EnumMap<>(Step.class);
  private Optional<Random> shuffle = Optional.empty();
  private volatile int gathered;

  public Faults() {
    for (Step step : Step.values()) {
      steps.put(step, new StepFaults());
    }
  }

  /** Loses the nth call of a step from now on, where 1 is the next. */
  public void lose(Step step, Loss loss, int nth) {
    of(step).lose(loss, nth);
  }

  /** Puts the transactions of each block into an order of chance. */
  public synchronized void shuffleBlocks(long seed) {
    shuffle = Optional.of(new Random(seed));
  }

  /** Lets each block wait, however long, until it has so many transactions. */
  public void gather(int transactions) {
    gathered = transactions;
  }

  /** Ends all faults, and forgets how many there were. */
  public synchronized void clear() {
    steps.values().forEach(StepFaults::clear);
    shuffle = Optional.empty();
    gathered = 0;
  }

  /** Counts the calls of a step that were lost since the last {@link #clear}. */
  public int lost(Step step) {
    return of(step).lost();
  }

  /** How many transactions a block waits for; 0 when it is cut as usual. */
  public int gathered() {
    return gathered;
  }

  /** Changes the order of a block's transactions, when that is asked for. */
  public synchronized void order(List<?> transactions) {
    shuffle.ifPresent(random -> Collections.shuffle(transactions, random));
  }

  StepFaults of(Step step) {
    return steps.get(step);
  }
}
