package orchestrator.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.Step;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long YEAR = 365L * 24 * 3600 * 1_000_000_000;

  /** Which step a transaction is of, when it is due, and the pause before it. */
  private record Due(int step, long time, long gap) {}

  private static List<Due> left(Schedule schedule) {
    List<Due> left = new ArrayList<>();
    while (!schedule.isOver()) {
      left.add(new Due(schedule.step(), schedule.due(), schedule.gap()));
      schedule.advance(1);
    }
    return left;
  }

  @Test
  void wholeRoundsThatAreJumpedOverLeadToWhereWalkingLeads() {
    Random random = new Random(5);
    for (int attempt = 0; attempt < 2_000; attempt++) {
      List<Step> steps = new ArrayList<>();
      for (int step = random.nextInt(4); step >= 0; step--) {
        double rate = random.nextInt(3) * 1e8;
        steps.add(new Step(random.nextInt(3) * 7L, 1, random.nextInt(4), rate, rate));
      }
      Entry entry = new Entry("n", steps);
      int rounds = random.nextInt(12);
      long until = random.nextInt(300);
      Schedule one = new Schedule(entry, rounds);
      Schedule other = new Schedule(entry, rounds);
      int before = random.nextInt(2) * random.nextInt(5);
      for (int number = 0; number < before && !one.isOver(); number++) {
        one.advance(1);
        other.advance(1);
      }
      int jumped = (int) (other.advanceRounds(until) * entry.quantity());
      List<Due> all = left(one);
      List<Due> rest = left(other);
      assertThat(rest).as("%s", entry).isEqualTo(all.subList(jumped, all.size()));
      if (before == 0 && !rest.isEmpty()) {
        assertThat(rest.get((int) entry.quantity() - 1).time()).isGreaterThan(until);
      }
    }
  }

  @Test
  void pausesThatAddUpToMoreThanTimeHasAreFarAhead() {
    List<Step> steps = new ArrayList<>();
    for (int pause = 0; pause < 400; pause++) {
      steps.add(new Step(YEAR, 0, 0, 0, 0));
    }
    steps.add(new Step(0, 0, 1L << 52, 0.001, 0.001));
    Schedule schedule = new Schedule(new Entry("n", steps), 3);
    for (int number = 0; number < 3; number++) {
      assertThat(schedule.due()).isGreaterThan(50 * YEAR);
      schedule.advance(schedule.together());
    }
    assertThat(schedule.advanceRounds(50 * YEAR)).isZero();
  }
}
