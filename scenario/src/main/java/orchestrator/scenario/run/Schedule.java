package orchestrator.scenario.run;

import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.Step;

/** Walks through the transactions of an entry, round after round, in the order of their times. */
final class Schedule {
  /** Later than any run lasts, and so early that sums of two do not overflow: 73 years. */
  private static final long FAR = Long.MAX_VALUE / 4;

  private final Entry entry;
  private final long rounds;

  /** The first step that has transactions. */
  private final int first;

  /** Nanoseconds of a round. */
  private final long length;

  /** Nanoseconds from a round's first transaction to its last one. */
  private final long span;

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
    if (over) {
      first = 0;
      length = 0;
      span = 0;
      return;
    }
    long time = 0;
    long begun = 0;
    long ended = 0;
    int found = -1;
    for (int place = 0; place < entry.steps().size(); place++) {
      Step each = entry.steps().get(place);
      time = later(time, each.delta());
      if (each.quantity() > 0) {
        begun = found < 0 ? time : begun;
        found = found < 0 ? place : found;
        ended = later(time, each.offset(each.quantity() - 1));
      }
      time = later(time, each.duration());
    }
    first = found;
    length = time;
    span = ended - begun;
    nextStep();
  }

  private static long later(long time, long by) {
    return Math.min(FAR, time + Math.min(FAR, by));
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
    return later(begin, current().offset(place));
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

  /** Goes on by some, no more than there are in the step. */
  void advance(long transactions) {
    place += transactions;
    if (place >= current().quantity()) {
      begin = later(begin, current().duration());
      nextStep();
    }
  }

  /**
   * Goes on by all whole rounds whose transactions are due by a time, if the next one is a round's
   * first: there may be too many rounds to walk through.
   *
   * @param until nanoseconds from the run's begin
   * @return how many rounds
   */
  long advanceRounds(long until) {
    if (over || step != first || place > 0 || until - begin < span) {
      return 0;
    }
    long left = rounds - round;
    long due = length == 0 ? left : Math.min(left, (until - begin - span) / length + 1);
    round += due;
    over = round == rounds;
    begin += over ? 0 : due * length;
    pause = length - span;
    return due;
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
      begin = later(begin, current().delta());
      pause = later(pause, current().delta());
    } while (current().quantity() == 0);
  }

  private long lastOffset() {
    return current().offset(current().quantity() - 1);
  }

  private Step current() {
    return entry.steps().get(step);
  }
}
