package orchestrator.scenario.run;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Transaction;

/** Follows a transaction from when it is sent to its end. */
final class Flight implements Transaction {
  private final Driver driver;
  private final int step;
  private final long number;
  private final String payload;
  private final long due;
  private final long sent;
  private final long bytes;
  private final Set<Phase> reached = EnumSet.noneOf(Phase.class);
  private boolean ended;
  private boolean landed;

  /** What lands it if its proxy never does. */
  private Optional<Timeline.Timer> late = Optional.empty();

  /**
   * A transaction that is sent now.
   *
   * @param due when it was due, in the timeline's time
   * @param sent when it is sent
   * @param bytes of the room that it takes
   */
  Flight(Driver driver, int step, long number, String payload, long due, long sent, long bytes) {
    this.driver = driver;
    this.step = step;
    this.number = number;
    this.payload = payload;
    this.due = due;
    this.sent = sent;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return driver.entry().name();
  }

  @Override
  public String payload() {
    return payload;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String run() {
    return driver.run().id();
  }

  @Override
  public int entry() {
    return driver.index();
  }

  int step() {
    return step;
  }

  long due() {
    return due;
  }

  long sent() {
    return sent;
  }

  @Override
  public void reached(Phase phase) {
    synchronized (this) {
      if (ended || !reached.add(phase)) {
        return;
      }
    }
    driver.reached(this, phase);
  }

  long bytes() {
    return bytes;
  }

  /** Notes that its proxy holds nothing of it any more; whether that is new. */
  boolean land() {
    synchronized (this) {
      boolean first = !landed;
      landed = true;
      // It holds the payload for as long as it goes.
      late.ifPresent(Timeline.Timer::cancel);
      return first;
    }
  }

  /** Takes what lands it if its proxy never does. */
  void landsBy(Timeline.Timer timer) {
    synchronized (this) {
      late = Optional.of(timer);
      if (landed) {
        timer.cancel();
      }
    }
  }

  /** Ends it, unless it has ended before. */
  boolean end() {
    synchronized (this) {
      boolean first = !ended;
      ended = true;
      return first;
    }
  }
}
