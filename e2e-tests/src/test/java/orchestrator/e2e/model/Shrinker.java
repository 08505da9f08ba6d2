package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.RegisterOrganizationParam;

/** Finds the few calls of a long list that are enough for a difference, by trying without some. */
final class Shrinker {

  /**
   * Calls that differ.
   *
   * @param steps as few as were found, the last being the one that differs
   * @param difference what differs
   */
  record Minimal(List<Step> steps, Difference difference) {}

  private final Target target;

  /** One that replays on the target's fresh channels, as many as there are. */
  Shrinker(Target target) {
    this.target = target;
  }

  /** Empty when no replay on a fresh channel differs, or no channel is left to replay on. */
  Optional<Minimal> shrink(Finding finding) throws InterruptedException {
    List<Step> alone = new ArrayList<>();
    for (String organization : target.organizations()) {
      alone.add(new Step(organization, RegisterOrganizationParam.getDefaultInstance()));
    }
    alone.addAll(finding.steps());
    Optional<Minimal> start = replay(alone);
    if (start.isEmpty()) {
      List<Step> all = new ArrayList<>(finding.before());
      all.addAll(finding.steps());
      start = replay(all);
    }
    if (start.isEmpty()) {
      return start;
    }
    Minimal least = start.get();
    int chunk = Math.max(1, least.steps().size() / 2);
    while (true) {
      Optional<Minimal> smaller = withoutSome(least, chunk);
      if (smaller.isPresent()) {
        least = smaller.get();
        chunk = Math.max(1, Math.min(chunk, least.steps().size() / 2));
      } else if (chunk == 1) {
        return Optional.of(least);
      } else {
        chunk /= 2;
      }
    }
  }

  /** Tries without each run of {@code chunk} calls, from the end; the first that still differs. */
  private Optional<Minimal> withoutSome(Minimal minimal, int chunk) throws InterruptedException {
    List<Step> steps = minimal.steps();
    for (int to = steps.size() - 1; to > 0; to -= chunk) {
      List<Step> fewer = new ArrayList<>(steps.subList(0, Math.max(0, to - chunk)));
      fewer.addAll(steps.subList(to, steps.size()));
      Optional<Minimal> result = replay(fewer);
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  private Optional<Minimal> replay(List<Step> steps) throws InterruptedException {
    Optional<String> channel = target.freshChannel();
    if (channel.isEmpty()) {
      return Optional.empty();
    }
    try (Session session = new Session(target, channel.get())) {
      for (int i = 0; i < steps.size(); i++) {
        Optional<Difference> difference = session.run(steps.get(i));
        if (difference.isPresent()) {
          return Optional.of(new Minimal(List.copyOf(steps.subList(0, i + 1)), difference.get()));
        }
      }
      return Optional.empty();
    }
  }
}
