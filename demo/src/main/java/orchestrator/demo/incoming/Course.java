package orchestrator.demo.incoming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.Score;

/**
 * Holds how all trainings have gone so far.
 *
 * @param trainings by algorithm, in the order of their ranks
 */
public record Course(List<Training> trainings) {
  /** Before the first training. */
  public static final Course NONE = new Course(List.of());

  /** What the service tells of the trainings of an algorithm, in any order. */
  static List<Training> of(Algorithm algorithm, Patients patients, List<Learnuplet> told) {
    List<Learnuplet> chain =
        told.stream().sorted(Comparator.comparingInt(Learnuplet::rank)).toList();
    Map<String, Integer> rankOfModel = new HashMap<>();
    chain.forEach(each -> rankOfModel.put(each.end(), each.rank()));
    Set<String> carriedOn = new HashSet<>();
    chain.forEach(each -> each.start().ifPresent(carriedOn::add));
    best(chain).ifPresent(best -> carriedOn.add(best.end()));
    List<Training> trainings = new ArrayList<>();
    for (Learnuplet each : chain) {
      trainings.add(
          new Training(
              algorithm,
              each.rank(),
              each.trainData().stream().findFirst().map(patients::day).orElse(0),
              each.trainData().size(),
              each.status(),
              each.start().map(rankOfModel::get).map(OptionalInt::of).orElse(OptionalInt.empty()),
              each.end(),
              score(each, patients),
              carriedOn.contains(each.end())));
    }
    return trainings;
  }

  private static Optional<Learnuplet> best(List<Learnuplet> chain) {
    // Of equal ones the first: only what is better takes its place.
    return chain.stream()
        .filter(each -> each.perf().isPresent())
        .reduce((a, b) -> b.perf().getAsDouble() > a.perf().getAsDouble() ? b : a);
  }

  /** What decides which model is the best, and from what the worker told of each record. */
  private static Optional<Score> score(Learnuplet task, Patients patients) {
    if (task.perf().isEmpty()) {
      return Optional.empty();
    }
    Map<MedicalRecord, Double> malignant = new HashMap<>();
    task.chances()
        .forEach(
            (id, right) -> {
              MedicalRecord record = patients.record(id);
              malignant.put(record, record.malignant() ? right : 1 - right);
            });
    double auc =
        malignant.isEmpty()
            ? Double.NaN
            : Score.of(malignant::get, List.copyOf(malignant.keySet())).auc();
    return Optional.of(new Score(task.perf().getAsDouble(), auc));
  }

  /** The trainings of an algorithm. */
  public List<Training> of(Algorithm algorithm) {
    return trainings.stream().filter(each -> each.algorithm() == algorithm).toList();
  }

  /** The training that has made a model. */
  public Optional<Training> ofModel(String id) {
    return trainings.stream().filter(each -> each.model().equals(id)).findFirst();
  }

  /** The trainings of a day. */
  public Stream<Training> ofDay(int day) {
    return trainings.stream().filter(each -> each.day() == day);
  }

  /** How many are done, or have failed for good. */
  public long over() {
    return trainings.stream().filter(Training::isOver).count();
  }

  /** How many are at a status. */
  public long in(String status) {
    return trainings.stream().filter(each -> each.status().equals(status)).count();
  }
}
