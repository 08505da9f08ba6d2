package orchestrator.e2e.model;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Random programs of calls, run against the server and against the model. {@code -Dprograms=N} runs
 * more of them or fewer, {@code -Dseed=S} others, {@code -Dseed=random} new ones each time; {@code
 * -Dspares=N} gives a difference that was found as many channels to be made small on.
 */
class RandomProgramsTest {
  private static final int SPARE_CHANNELS = Integer.getInteger("spares", 300);
  private static final int THREADS = 4;

  @Test
  void theServerAndTheModelAgreeOnEveryCallOfRandomPrograms() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("target", "").isEmpty(),
        "a server that somebody else runs may lack channels that nobody has used");
    int count = Integer.getInteger("programs", 1_000);
    // Many follow one another on a channel, but few are divided among as many as are worked on.
    int perChannel = Math.min(100, (count + THREADS - 1) / THREADS);
    Programs programs = new Programs(seed(), count, 20, 40, perChannel, THREADS);
    Optional<Finding> finding;
    try (Target target = ServerTarget.start(programs.channels())) {
      finding = new Explorer(target, programs).explore();
    }
    if (finding.isPresent()) {
      Assertions.fail(report(programs, finding.get()));
    }
  }

  private static long seed() {
    String seed = System.getProperty("seed", "20260101");
    return seed.equals("random") ? new Random().nextInt(1_000_000_000) : Long.parseLong(seed);
  }

  private static String report(Programs programs, Finding finding) throws Exception {
    Optional<Shrinker.Minimal> minimal;
    try (Target target = ServerTarget.start(SPARE_CHANNELS)) {
      minimal = new Shrinker(target).shrink(finding);
    }
    List<Step> steps = minimal.map(Shrinker.Minimal::steps).orElse(finding.steps());
    return "program %d of -Dprograms=%d -Dseed=%d differs%s:%n%s%n%s%n"
        .formatted(
            finding.program(),
            programs.count(),
            programs.seed(),
            minimal.isPresent() ? "" : ", not so when replayed on a fresh channel",
            steps.stream().map(Step::toString).collect(Collectors.joining("\n")),
            minimal.map(Shrinker.Minimal::difference).orElse(finding.difference()));
  }
}
