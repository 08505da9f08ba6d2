package orchestrator.scenario.run;

import java.util.concurrent.TimeUnit;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.settings.Entry;

/** Counts the transactions of an entry that become due, sent or not. Safe for many threads. */
final class Dues {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int index;
  private final Entry entry;
  private final Schedule schedule;
  private final RunRecorder recorder;

  /**
   * Begins with no transaction counted.
   *
   * @param index which entry of the settings, from 0 on
   */
  Dues(int index, Entry entry, long rounds, RunRecorder recorder) {
    this.index = index;
    this.entry = entry;
    this.recorder = recorder;
    schedule = new Schedule(entry, rounds);
  }

  /**
   * Counts what has become due since the last time.
   *
   * @param now nanoseconds from the run's begin
   */
  synchronized void count(long now) {
    while (!schedule.isOver() && schedule.due() <= now) {
      long due = schedule.due();
      // A report tells of seconds, so rounds are counted together within one.
      long second = due - due % SECOND + SECOND - 1;
      long rounds = schedule.advanceRounds(Math.min(now, second));
      if (rounds == 0) {
        long together = schedule.together();
        recorder.intended(index, schedule.step(), due, together);
        schedule.advance(together);
      }
      for (int step = 0; rounds > 0 && step < entry.steps().size(); step++) {
        long quantity = entry.steps().get(step).quantity();
        if (quantity > 0) {
          recorder.intended(index, step, due, rounds * quantity);
        }
      }
    }
  }
}
