package orchestrator.learning.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what the original does: an algorithm needs data when it is posted, new data start from the
 * last model whether it is trained or not, and a failure ends a chain.
 */
final class OriginalRules implements RuleBook {
  private final Batches batches;
  private final Consumer<Learnuplet> started;

  /**
   * Makes trainings.
   *
   * @param started told of each that has got another start
   */
  OriginalRules(Batches batches, Consumer<Learnuplet> started) {
    this.batches = batches;
    this.started = started;
  }

  @Override
  public void algoPosted(Algo algo, boolean again, Instant time) {
    Problem problem = algo.problem();
    List<Learnuplet> made = new ArrayList<>();
    problem.trainingData.values().stream()
        .distinct()
        .forEach(
            owner ->
                made.addAll(batches.train(algo, owner, of(problem, owner), made.size(), time)));
    made.stream().findFirst().ifPresent(first -> start(first, algo.uuid()));
  }

  private static List<String> of(Problem problem, String owner) {
    return problem.trainingData.entrySet().stream()
        .filter(entry -> entry.getValue().equals(owner) && !problem.isTestData(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void dataPosted(
      Problem problem, String owner, List<String> ids, List<String> fresh, Instant time) {
    for (Algo algo : problem.algos) {
      Optional<Learnuplet> last = algo.highest();
      if (last.isPresent() && !algo.isWithdrawn()) {
        algo.posts++;
        batches.train(algo, owner, ids, last.get().rank() + 1, time).stream()
            .findFirst()
            .ifPresent(first -> startFrom(first, last.get()));
      }
    }
  }

  @Override
  public void settled(Learnuplet learnuplet) {
    if (!learnuplet.perf.isNumber()) {
      return;
    }
    Algo algo = learnuplet.algo();
    Optional<Learnuplet> best = algo.best();
    algo.learnuplets.stream()
        .filter(it -> it.rank() == learnuplet.rank() + 1)
        .findFirst()
        .filter(next -> best.isPresent())
        .filter(next -> !next.start.equals(best.map(Learnuplet::modelId)))
        .ifPresent(next -> startFrom(next, best.get()));
  }

  private void start(Learnuplet learnuplet, String id) {
    learnuplet.start = Optional.of(id);
    started.accept(learnuplet);
  }

  private void startFrom(Learnuplet learnuplet, Learnuplet other) {
    learnuplet.startFrom(other);
    started.accept(learnuplet);
  }

  /** One without a result counts, as the lowest. */
  @Override
  public Optional<Learnuplet> predictor(Problem problem) {
    List<Learnuplet> all =
        problem.algos.stream()
            .flatMap(algo -> algo.learnuplets.stream())
            .sorted(Comparator.comparing(Uplet::created))
            .toList();
    return Learnuplet.best(all).or(() -> all.stream().findFirst());
  }

  @Override
  public boolean retries() {
    return false;
  }
}
