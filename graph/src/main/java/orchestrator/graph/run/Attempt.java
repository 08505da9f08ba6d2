package orchestrator.graph.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import orchestrator.executor.Execution;

/**
 * Follows the tries of a node that this runner has claimed. Its fields are guarded by the monitor
 * of the run that it belongs to.
 */
final class Attempt {
  /** What is going on with it. */
  enum Phase {
    /** The claim is on its way. */
    CLAIMING,
    /** Waits for a place, or for the time of the next try. */
    WAITING,
    /** An executor has it. */
    RUNNING,
    /** What came of it is on its way to the server. */
    REPORTING
  }

  private List<String> arguments;
  private long number;
  private int tries;
  private int lost;
  private Phase phase = Phase.CLAIMING;
  private Instant started = Instant.EPOCH;
  private Optional<Execution> execution = Optional.empty();
  private Optional<Future<?>> timer = Optional.empty();
  private Optional<String> canceled = Optional.empty();
  private boolean timedOut;
  private boolean last;

  /**
   * An attempt that was not started.
   *
   * @param arguments with which it starts
   * @param number of the last try before its first
   */
  Attempt(List<String> arguments, long number) {
    this.arguments = arguments;
    this.number = number;
  }

  List<String> arguments() {
    return arguments;
  }

  void arguments(List<String> resolved) {
    arguments = resolved;
  }

  /** The number of the try that runs; higher than those before. */
  long number() {
    return number;
  }

  /** How many tries there were, this one among them, and those that got lost not. */
  int tries() {
    return tries;
  }

  Instant started() {
    return started;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next) {
    phase = next;
  }

  /** Another try begins. */
  void begin(Instant now) {
    number++;
    tries++;
    started = now;
    timedOut = false;
    execution = Optional.empty();
    phase = Phase.RUNNING;
  }

  void runs(Execution running) {
    execution = Optional.of(running);
  }

  Optional<Execution> execution() {
    return execution;
  }

  /** Keeps a timer, in place of the one before. */
  void timer(Future<?> next) {
    stopTimer();
    timer = Optional.of(next);
  }

  void stopTimer() {
    timer.ifPresent(old -> old.cancel(false));
    timer = Optional.empty();
  }

  /** The try got lost, which is not the node's fault; tells how many did. */
  int lose() {
    tries--;
    lost++;
    return lost;
  }

  void cancel(String reason) {
    if (canceled.isEmpty()) {
      canceled = Optional.of(reason);
    }
  }

  /** Why it is to stop; empty when it is not. */
  Optional<String> canceled() {
    return canceled;
  }

  /** How many tries got lost. */
  int losses() {
    return lost;
  }

  void timeOut() {
    timedOut = true;
  }

  /** Whether another try would come to the same. */
  boolean isFinal() {
    return last;
  }

  void isFinal(boolean isLast) {
    last = isLast;
  }

  boolean isTimedOut() {
    return timedOut;
  }
}
