package orchestrator.scenario.run;

import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.Step;

/** Walks through the transactions of an entry, round after round, in the order of their times. */
final class Schedule {
  private final Entry entry;
  private final long rounds;

  private long round;
  private int step = -1;

  /** Which transaction of the step is next. */
  private long place;

  /** Nanoseconds from the run's begin to that of the step, after its pause. */
  private long begin;

  /** Nanoseconds of pause before the next transaction, those of empty steps included. */
  private long pause;

  private boolean over;

  Schedule(Entry entry, long rounds) {
    this.entry = entry;
    this.rounds = rounds;
    over = rounds == 0 || entry.quantity() == 0;
    if (!over) {
      nextStep();
    }
  }

  /** Whether all transactions have been walked through. */
  boolean isOver() {
    return over;
  }

  /** Which step the next transaction belongs to. */
  int step() {
    return step;
  }

  /** The bytes of its payload. */
  int size() {
    return current().size();
  }

  /** Nanoseconds from the run's begin to when it is due. */
  long due() {
    return begin + current().offset(place);
  }

  /** Nanoseconds between the transaction before it and itself, if nothing takes any time. */
  long gap() {
    return place == 0 ? pause : current().offset(place) - current().offset(place - 1);
  }

  /** Whether it is the first one of its step. */
  boolean isFirst() {
    return place == 0;
  }

  /** How many transactions are due at the same time as it is, itself included. */
  long together() {
    return current().isPaced() ? 1 : current().quantity() - place;
  }

  /** Goes on to the one after it. */
  void advance() {
    advance(1);
  }

  /** Goes on by some, no more than there are in the step. */
  void advance(long transactions) {
    place += transactions;
    if (place >= current().quantity()) {
      begin += current().duration();
      nextStep();
    }
  }

  private void nextStep() {
    pause = step < 0 || !current().isPaced() ? 0 : current().duration() - lastOffset();
    place = 0;
    do {
      step++;
      if (step == entry.steps().size()) {
        step = 0;
        round++;
        if (round == rounds) {
          over = true;
          return;
        }
      }
      begin += current().delta();
      pause += current().delta();
    } while (current().quantity() == 0);
  }

  private long lastOffset() {
    return current().offset(current().quantity() - 1);
  }

  private Step current() {
    return entry.steps().get(step);
  }
}
