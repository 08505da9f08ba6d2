package orchestrator.learning.rule;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.learning.LearningSettings.RuleSet;

/** Holds what a state knows. */
final class Known {
  final Documents<Problem> problems = new Documents<>();
  final Documents<Algo> algos = new Documents<>();
  final Documents<Data> data = new Documents<>();
  final Documents<Learnuplet> learnuplets = new Documents<>();
  final Documents<Preduplet> preduplets = new Documents<>();

  final Map<String, Problem> problemsByKey = new HashMap<>();
  final Map<String, Problem> problemsByPlan = new HashMap<>();
  final Map<String, Algo> algosByKey = new HashMap<>();
  final Map<String, String> dataByKey = new HashMap<>();
  final Map<String, Uplet> byTask = new HashMap<>();

  /** Data samples that are registered, whoever says what of them. */
  final Map<String, Fact.SampleSeen> samples = new HashMap<>();

  /** The owner of each plan, and of each data manager that whoever makes tasks may use. */
  final Map<String, String> plans = new HashMap<>();

  final Map<String, String> managers = new HashMap<>();

  final Set<Document> unfinished = new LinkedHashSet<>();
  final Set<Uplet> unregistered = new LinkedHashSet<>();
  final Set<Uplet> pending = new LinkedHashSet<>();
  final Map<String, String> superfluous = new LinkedHashMap<>();
  final List<Uplet> told = new ArrayList<>();

  /** How many trainings each post has made. */
  final Map<String, Integer> made = new HashMap<>();

  /** The post that makes trainings now. */
  String cause = "";

  /** About how many bytes of memory all of it takes. */
  long weight;

  private final Map<RuleSet, RuleBook> books = new EnumMap<>(RuleSet.class);

  Known() {
    Batches batches = new Batches(this::add);
    books.put(RuleSet.CORRECTED, new CorrectedRules(batches, unregistered::add));
    books.put(RuleSet.ORIGINAL, new OriginalRules(batches, told::add));
  }

  RuleBook rules(Problem problem) {
    return books.get(problem.terms().rules());
  }

  private void add(Learnuplet learnuplet) {
    var unused = learnuplets.add(learnuplet);
    weight += Weight.ofTrainings(1);
    byTask.put(learnuplet.task(), learnuplet);
    made.merge(cause, 1, Integer::sum);
    if (learnuplet.isOpen()) {
      unregistered.add(learnuplet);
    }
  }
}
