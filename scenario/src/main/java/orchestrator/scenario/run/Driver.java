package orchestrator.scenario.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.Payloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the transactions of an entry through the node it is paired with, each when it is due. */
final class Driver {
  /** After so many in a row others have their turn. */
  private static final int BURST = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

  private final ScenarioRun run;
  private final int index;
  private final Entry entry;
  private final Node node;
  private final Payloads payloads;
  private final RunRecorder recorder;
  private final Timeline timeline;
  private final boolean original;
  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Allotment room;
  private final Doubts doubts;

  /** Walks through what is to be sent. */
  private final Schedule schedule;

  private final Dues dues;

  private long number;
  private Optional<Timeline.Timer> timer = Optional.empty();

  /** When the transaction before ended, which pauses count from in the original's timing. */
  private volatile long lastEnd;

  private volatile boolean blocked;
  private volatile boolean stopped;

  /** Whether it stops after its next pause. */
  private volatile boolean leaving;

  private volatile boolean sentAll;

  Driver(ScenarioRun run, int index, Node node) {
    this.run = run;
    this.index = index;
    this.node = node;
    entry = run.settings().entries().get(index);
    payloads = run.payloads();
    recorder = run.recorder();
    timeline = run.timeline();
    original = run.timing().original();
    schedule = new Schedule(entry, run.settings().rounds());
    dues = new Dues(index, entry, run.settings().rounds(), recorder);
    room = new Allotment(run.room(), run.share(), () -> timeline.execute(this::turn));
    lastEnd = run.begin();
    doubts = new Doubts(run, node);
  }

  ScenarioRun run() {
    return run;
  }

  int index() {
    return index;
  }

  Entry entry() {
    return entry;
  }

  Node node() {
    return node;
  }

  /** Sends what is due, and comes again for what is due later. */
  synchronized void turn() {
    try {
      sendDue();
    } catch (RuntimeException | Error e) {
      timer = Optional.of(timeline.at(timeline.now() + AFTER_FAULT.toNanos(), this::turn));
      LOG.error("{} cannot be sent to for a while", node.label(), e);
      run.remark(node.label() + " cannot be sent to for a while: " + Texts.reason(e));
    } finally {
      room.giveUnused();
    }
  }

  private void sendDue() {
    for (int sends = 0; !sentAll; sends++) {
      if (schedule.isOver() || stopped) {
        end();
        return;
      }
      if (original && underWay.get() > 0) {
        return;
      }
      long due = original ? lastEnd + schedule.gap() : run.begin() + schedule.due();
      if (due - timeline.now() > 0) {
        timer.ifPresent(Timeline.Timer::cancel);
        timer = Optional.of(timeline.at(due, this::turn));
        return;
      }
      if (leaving && schedule.isFirst()) {
        end();
        return;
      }
      if (isFull()) {
        return;
      }
      if (sends == BURST) {
        timeline.execute(this::turn);
        return;
      }
      if (!send(due)) {
        return;
      }
    }
  }

  /** Whether as many are under way as may be; then whoever ends one comes back here. */
  private boolean isFull() {
    if (!mustWait()) {
      return false;
    }
    blocked = true;
    return mustWait();
  }

  private boolean mustWait() {
    int most = Math.min(run.mostUnderWay(), node.proxy().map(Proxy::mostUnderWay).orElse(1));
    return underWay.get() >= most || room.isOver(Room.of(schedule.size()));
  }

  private void end() {
    countDues();
    sentAll = true;
    timer.ifPresent(Timeline.Timer::cancel);
    run.perhapsOver();
  }

  /** Sends the next transaction; whether more can be. */
  private boolean send(long due) {
    countDues();
    long now = timeline.now();
    Optional<Proxy> proxy = node.proxy().filter(any -> node.isAlive());
    if (proxy.isEmpty()) {
      failDue(now, node.label() + " is dead");
      return true;
    }
    int step = schedule.step();
    long bytes = Room.of(schedule.size());
    if (!room.take(bytes)) {
      return false;
    }
    Flight flight;
    try {
      String payload = payloads.hex(index, number, schedule.size());
      flight = new Flight(this, step, number, payload, due, now, bytes);
    } catch (OutOfMemoryError e) {
      room.give(bytes);
      fail(now, step, "there is no memory for the payload", 1);
      schedule.advance(1);
      lastEnd = now;
      return true;
    }
    if (original) {
      recorder.intended(index, step, now - run.begin(), 1);
    }
    number++;
    schedule.advance(1);
    flights.add(flight);
    underWay.incrementAndGet();
    recorder.sent(index, step, now - run.begin());
    try {
      proxy
          .get()
          .transact(flight)
          .whenComplete(
              (nothing, failure) -> {
                landed(flight);
                ended(flight, Optional.ofNullable(failure).map(Texts::reason));
              });
    } catch (Throwable e) {
      // Whatever an author's class throws is the transaction's failure.
      landed(flight);
      ended(flight, Optional.of(Texts.reason(e)));
    }
    return true;
  }

  /** Gives back the room that a transaction took. */
  private void landed(Flight flight) {
    if (flight.land()) {
      room.give(flight.bytes());
      goOn(blocked);
    }
  }

  private void goOn(boolean waits) {
    if (waits && !sentAll) {
      blocked = false;
      timeline.execute(this::turn);
    }
  }

  /** Fails what is due, all of a burst and all rounds together: there may be millions. */
  private void failDue(long now, String reason) {
    long rounds = schedule.advanceRounds(original ? schedule.due() : now - run.begin());
    if (rounds == 0) {
      long together = schedule.together();
      fail(now, schedule.step(), reason, together);
      schedule.advance(together);
    }
    for (int step = 0; rounds > 0 && step < entry.steps().size(); step++) {
      fail(now, step, reason, rounds * entry.steps().get(step).quantity());
    }
    lastEnd = now;
  }

  private void fail(long now, int step, String reason, long count) {
    if (count > 0) {
      if (original) {
        recorder.intended(index, step, now - run.begin(), count);
      }
      recorder.failed(index, step, now - run.begin(), reason, count);
      number += count;
    }
  }

  void reached(Flight flight, Phase phase) {
    long now = timeline.now();
    recorder.reached(index, flight.step(), phase, now - run.begin(), now - flight.due());
  }

  private void ended(Flight flight, Optional<String> failure) {
    if (!flight.end()) {
      return;
    }
    long now = timeline.now();
    try {
      note(flight, failure, now);
    } catch (RuntimeException | Error e) {
      LOG.error("a transaction of {} cannot be counted", node.label(), e);
    } finally {
      flights.remove(flight);
      lastEnd = now;
      underWay.decrementAndGet();
      goOn(original || blocked);
      if (sentAll) {
        run.perhapsOver();
      }
    }
  }

  private void note(Flight flight, Optional<String> failure, long now) {
    long at = now - run.begin();
    if (failure.isPresent()) {
      recorder.failed(index, flight.step(), at, failure.get(), 1);
      doubts.failed();
    } else {
      doubts.succeeded(now);
      recorder.succeeded(index, flight.step(), at, now - flight.due(), now - flight.sent());
    }
  }

  /** Sends nothing more; what is under way goes on. */
  void stop() {
    stopped = true;
    timeline.execute(this::turn);
  }

  /** Sends nothing more after its next pause. */
  void leave() {
    leaving = true;
    timeline.execute(this::turn);
  }

  /** Whether everything was sent and has ended. */
  boolean isOver() {
    return sentAll && underWay.get() == 0;
  }

  /** Looks after what is late: is called several times a second. */
  void watch(long timeout) {
    long now = timeline.now();
    countDuesUnlessBusy();
    boolean silent = false;
    for (Flight flight : flights) {
      if (now - flight.sent() > timeout) {
        giveUp(flight, "no answer within " + Duration.ofNanos(timeout).toSeconds() + " s");
      }
      silent |= doubts.isSilent(flight.sent(), now);
    }
    if (!isOver()) {
      doubts.look(silent);
    }
  }

  /** Fails all that is under way. */
  void giveUp(String reason) {
    List.copyOf(flights).forEach(flight -> giveUp(flight, reason));
  }

  private void giveUp(Flight flight, String reason) {
    // Its proxy may hold it for a while yet; one that forgets it does not hold others up for ever.
    long latest = timeline.now() + run.timeout().toNanos();
    flight.landsBy(timeline.at(latest, () -> landed(flight)));
    ended(flight, Optional.of(reason));
  }

  /** In the original's timing, transactions are due when they are sent. */
  private void countDues() {
    if (!original && !sentAll) {
      dues.count(timeline.now() - run.begin());
    }
  }

  private void countDuesUnlessBusy() {
    if (!stopped) {
      countDues();
    }
  }
}
