package orchestrator.learning.rule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the chain of an algorithm going: each rank waits until those before it have come to an end,
 * and starts from the best of them. Test data are never trained on, nor are data twice.
 */
final class CorrectedRules implements RuleBook {
  private final Batches batches;
  private final Consumer<Learnuplet> opened;

  /**
   * Makes trainings.
   *
   * @param opened told of each that may start now
   */
  CorrectedRules(Batches batches, Consumer<Learnuplet> opened) {
    this.batches = batches;
    this.opened = opened;
  }

  @Override
  public void algoPosted(Algo algo, boolean again, Instant time) {
    if (again) {
      return;
    }
    Map<String, List<String>> byOwner =
        algo.problem().trainingData.entrySet().stream()
            .collect(
                groupingBy(
                    Map.Entry::getValue, LinkedHashMap::new, mapping(Map.Entry::getKey, toList())));
    byOwner.forEach((owner, ids) -> batches.train(algo, owner, ids, algo.nextRank(), time));
    openNext(algo);
  }

  @Override
  public void dataPosted(
      Problem problem, String owner, List<String> ids, List<String> fresh, Instant time) {
    List<String> training = fresh.stream().filter(id -> !problem.isTestData(id)).toList();
    for (Algo algo : problem.algos) {
      if (!algo.isWithdrawn()) {
        algo.posts++;
        batches.train(algo, owner, training, algo.nextRank(), time);
        openNext(algo);
      }
    }
  }

  @Override
  public void settled(Learnuplet learnuplet) {
    openNext(learnuplet.algo());
  }

  private void openNext(Algo algo) {
    while (algo.settled < algo.learnuplets.size()) {
      Learnuplet next = algo.learnuplets.get(algo.settled);
      if (next.status != Uplet.Status.DONE && next.status != Uplet.Status.FAILED) {
        if (next.start.isEmpty()) {
          algo.best().ifPresentOrElse(next::startFrom, () -> next.start = Optional.of(algo.uuid()));
          opened.accept(next);
        }
        return;
      }
      algo.settled++;
    }
  }

  @Override
  public Optional<Learnuplet> predictor(Problem problem) {
    return Learnuplet.best(
        problem.algos.stream().map(Algo::best).flatMap(Optional::stream).toList());
  }

  @Override
  public boolean retries() {
    return true;
  }
}
