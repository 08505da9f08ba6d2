package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningSettings.RuleSet;

/**
 * Holds what follows from all that has happened: the documents, and what is to be done.
 *
 * <p>The same facts in the same order give the same state, in every process. Not safe for several
 * threads.
 */
public final class State {
  private final Map<Collection, Map<String, Document>> documents = new EnumMap<>(Collection.class);
  private final Map<String, Problem> problemsByKey = new HashMap<>();
  private final Map<String, Problem> problemsByPlan = new HashMap<>();
  private final Map<String, Algo> algosByKey = new HashMap<>();
  private final Map<String, String> dataByKey = new HashMap<>();
  private final Map<String, String> managers = new HashMap<>();
  private final Map<String, Fact.SampleSeen> samples = new HashMap<>();
  private final Map<String, Uplet> byTask = new HashMap<>();
  private final Map<String, String> plans = new HashMap<>();
  private final Set<Document> unfinished = new LinkedHashSet<>();
  private final Map<String, String> superfluous = new LinkedHashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final Set<Uplet> unregistered = new LinkedHashSet<>();
  private final Set<Uplet> pending = new LinkedHashSet<>();
  private final Map<RuleSet, RuleBook> books = new EnumMap<>(RuleSet.class);
  private final List<Uplet> told = new ArrayList<>();

  /** What a post has made is counted under its key. */
  private String cause = "";

  /** Knows nothing yet. */
  public State() {
    for (Collection kind : Collection.values()) {
      documents.put(kind, new LinkedHashMap<>());
    }
    Batches batches = new Batches(this::add);
    books.put(RuleSet.CORRECTED, new CorrectedRules(batches, this::open));
    books.put(RuleSet.ORIGINAL, new OriginalRules(batches, told::add));
  }

  private RuleBook rules(Problem problem) {
    return books.get(problem.terms().rules());
  }

  private void add(Learnuplet learnuplet) {
    documents.get(Collection.LEARNUPLET).put(learnuplet.uuid(), learnuplet);
    byTask.put(learnuplet.task(), learnuplet);
    made.merge(cause, 1, Integer::sum);
    if (learnuplet.isOpen()) {
      unregistered.add(learnuplet);
    }
  }

  private void open(Learnuplet learnuplet) {
    unregistered.add(learnuplet);
  }

  /** Takes up one fact; one that means nothing here changes nothing. */
  public void apply(Fact fact) {
    cause = "";
    if (fact instanceof Fact.ProblemPosted posted) {
      problemPosted(posted);
    } else if (fact instanceof Fact.AlgoPosted posted) {
      algoPosted(posted);
    } else if (fact instanceof Fact.NamedAgain named) {
      namedAgain(named);
    } else if (fact instanceof Fact.FunctionReady function) {
      functionReady(function.key());
    } else if (fact instanceof Fact.PlanSeen plan) {
      planSeen(plan);
    } else if (fact instanceof Fact.DataPosted posted) {
      dataPosted(posted);
    } else if (fact instanceof Fact.FunctionWithdrawn withdrawn) {
      functionWithdrawn(withdrawn);
    } else if (fact instanceof Fact.ManagerSeen manager) {
      managers.put(manager.key(), manager.owner());
    } else if (fact instanceof Fact.SampleSeen sample) {
      sampleSeen(sample);
    } else {
      taskFact(fact);
    }
  }

  private void taskFact(Fact fact) {
    if (fact instanceof Fact.LearningTask task) {
      learningTask(task);
    } else if (fact instanceof Fact.PredictionTask task) {
      predictionTask(task);
    } else if (fact instanceof Fact.TaskChanged changed) {
      taskChanged(changed);
    } else if (fact instanceof Fact.ModelMade model) {
      modelMade(model);
    } else if (fact instanceof Fact.PerformanceMeasured measured) {
      performanceMeasured(measured);
    }
  }

  private void problemPosted(Fact.ProblemPosted posted) {
    Problem problem = new Problem(posted);
    if (documents.get(Collection.PROBLEM).putIfAbsent(problem.uuid(), problem) == null) {
      problemsByKey.put(posted.key(), problem);
      problemsByPlan.put(problem.plan(), problem);
      problem.hasPlan = problem.owner().equals(plans.get(problem.plan()));
      unfinished.add(problem);
    }
  }

  private void algoPosted(Fact.AlgoPosted posted) {
    Problem problem =
        (Problem) documents.get(Collection.PROBLEM).get(posted.body().path("problem").asText());
    if (problem == null) {
      return;
    }
    Algo algo = new Algo(posted, problem);
    if (documents.get(Collection.ALGO).putIfAbsent(algo.uuid(), algo) == null) {
      algosByKey.put(posted.key(), algo);
      unfinished.add(algo);
      problem.algos.add(algo);
      train(algo, false, posted.time());
    }
  }

  private void namedAgain(Fact.NamedAgain named) {
    Algo algo = algosByKey.get(named.key());
    if (algo != null && !algo.isWithdrawn()) {
      train(algo, true, named.time());
    }
  }

  private void train(Algo algo, boolean again, Instant time) {
    algo.posts++;
    cause = algo.key() + " " + algo.posts;
    rules(algo.problem()).algoPosted(algo, again, time);
  }

  private void functionReady(String key) {
    Optional.ofNullable(problemsByKey.get(key))
        .ifPresent(
            problem -> {
              problem.isReady = true;
              settle(problem);
            });
    Optional.ofNullable(algosByKey.get(key))
        .ifPresent(
            algo -> {
              algo.isReady = true;
              unfinished.remove(algo);
            });
  }

  private void settle(Problem problem) {
    if (problem.isReady && problem.hasPlan) {
      unfinished.remove(problem);
    }
  }

  private void planSeen(Fact.PlanSeen plan) {
    plans.put(plan.key(), plan.owner());
    Optional.ofNullable(problemsByPlan.get(plan.key()))
        .filter(problem -> problem.owner().equals(plan.owner()))
        .ifPresent(
            problem -> {
              problem.hasPlan = true;
              settle(problem);
            });
  }

  private void dataPosted(Fact.DataPosted posted) {
    List<String> ids = posted.ids().stream().filter(id -> has(posted.owner(), id)).toList();
    for (String id : ids) {
      Data data = new Data(id, posted.owner(), posted.time());
      documents.get(Collection.DATA).putIfAbsent(id, data);
      dataByKey.put(Ids.data(id), id);
    }
    made.putIfAbsent(posted.key(), 0);
    for (String problem : posted.problems()) {
      dataPosted(posted, ids, (Problem) documents.get(Collection.PROBLEM).get(problem));
    }
  }

  /** Anybody may say that it has data. */
  private boolean has(String owner, String id) {
    Fact.SampleSeen sample = samples.get(Ids.data(id));
    return sample != null && sample.owner().equals(owner);
  }

  /** Else no task could train on it, and the chain would stand. */
  private boolean canBeTrainedOn(Problem problem, String owner, String id) {
    String manager = Managers.training(problem, owner);
    return owner.equals(managers.get(manager))
        && samples.get(Ids.data(id)).managers().contains(manager);
  }

  private void dataPosted(Fact.DataPosted posted, List<String> all, Problem problem) {
    if (problem == null || problem.isWithdrawn()) {
      return;
    }
    List<String> ids = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    for (String id : all) {
      Data data = (Data) documents.get(Collection.DATA).get(id);
      if (!data.isWithdrawn() && canBeTrainedOn(problem, posted.owner(), id)) {
        ids.add(id);
        if (data.problems.add(problem.uuid())) {
          fresh.add(id);
        }
        if (!problem.isTestData(id)) {
          problem.trainingData.putIfAbsent(id, posted.owner());
        }
      }
    }
    cause = posted.key();
    rules(problem).dataPosted(problem, posted.owner(), ids, fresh, posted.time());
  }

  private void functionWithdrawn(Fact.FunctionWithdrawn withdrawn) {
    Optional.ofNullable(problemsByKey.get(withdrawn.key()))
        .filter(problem -> !problem.isWithdrawn())
        .ifPresent(
            problem -> {
              problem.withdrawn = Optional.of(withdrawn.time());
              problem.algos.forEach(this::forgetHeld);
            });
    Optional.ofNullable(algosByKey.get(withdrawn.key()))
        .filter(algo -> algo.withdrawn.isEmpty())
        .ifPresent(
            algo -> {
              algo.withdrawn = Optional.of(withdrawn.time());
              forgetHeld(algo);
            });
  }

  /** What has no task yet gets none. */
  private void forgetHeld(Algo algo) {
    for (Learnuplet each : List.copyOf(algo.learnuplets)) {
      if (!each.isRegistered && each.attempt == 0) {
        algo.learnuplets.remove(each);
        forget(each);
      } else if (!each.isRegistered && each.status == Uplet.Status.TODO) {
        each.status = Uplet.Status.FAILED;
        unregistered.remove(each);
      } else if (each.status == Uplet.Status.TODO) {
        superfluous.put(each.task(), each.planOwner());
      }
    }
  }

  private void forget(Learnuplet learnuplet) {
    documents.get(Collection.LEARNUPLET).remove(learnuplet.uuid());
    byTask.remove(learnuplet.task());
    unregistered.remove(learnuplet);
  }

  private void sampleSeen(Fact.SampleSeen sample) {
    samples.put(sample.key(), sample);
    String id = dataByKey.get(sample.key());
    if (id != null && sample.managers().contains(Managers.withdrawn(sample.owner()))) {
      withdraw(id, sample.time());
    }
  }

  private void withdraw(String id, Instant time) {
    Data data = (Data) documents.get(Collection.DATA).get(id);
    if (data.isWithdrawn()) {
      return;
    }
    data.withdrawn = Optional.of(time);
    for (String each : data.problems) {
      Problem problem = (Problem) documents.get(Collection.PROBLEM).get(each);
      problem.trainingData.remove(id);
      problem.algos.forEach(algo -> withoutData(algo, id));
    }
  }

  private void withoutData(Algo algo, String id) {
    for (Learnuplet each : List.copyOf(algo.learnuplets)) {
      if (!each.isRegistered && each.trainData.contains(id)) {
        each.trainData = each.trainData.stream().filter(it -> !it.equals(id)).toList();
        if (each.trainData.isEmpty() && each.attempt == 0) {
          algo.learnuplets.remove(each);
          forget(each);
          rules(algo.problem()).settled(each);
        }
      }
    }
  }

  private void learningTask(Fact.LearningTask task) {
    Document document = documents.get(Collection.LEARNUPLET).get(task.uuid());
    if (document instanceof Learnuplet learnuplet && learnuplet.plan().equals(task.plan())) {
      registered(learnuplet, task.key(), task.attempt(), task.state());
    } else if (plans.containsKey(task.plan())) {
      // It was registered while what it is for was withdrawn.
      superfluous.put(task.key(), plans.get(task.plan()));
    }
  }

  private void predictionTask(Fact.PredictionTask task) {
    Map<String, Document> preduplets = documents.get(Collection.PREDUPLET);
    Fact.Asked asked = task.asked();
    Problem problem = (Problem) documents.get(Collection.PROBLEM).get(asked.problem());
    Document model = documents.get(Collection.LEARNUPLET).get(asked.learnuplet());
    if (problem == null
        || !(model instanceof Learnuplet learnuplet)
        || !learnuplet.problem().equals(problem)
        || !Preduplet.plan(problem, asked.owner()).equals(task.plan())
        || !asked.owner().equals(plans.get(task.plan()))) {
      return;
    }
    Preduplet preduplet =
        (Preduplet)
            preduplets.computeIfAbsent(
                asked.uuid(), uuid -> new Preduplet(asked, problem, learnuplet, task.time()));
    registered(preduplet, task.key(), task.attempt(), task.state());
  }

  private void registered(Uplet uplet, String key, int attempt, Fact.TaskState state) {
    if (attempt < uplet.attempt || !uplet.task(attempt).equals(key)) {
      return;
    }
    if (attempt > uplet.attempt) {
      again(uplet, attempt);
    }
    uplet.isRegistered = true;
    uplet.isReady = state == Fact.TaskState.READY;
    byTask.put(key, uplet);
    unregistered.remove(uplet);
    if (uplet.isReady) {
      tell(uplet);
    }
    if (!uplet.isOpen() && !(uplet instanceof Learnuplet it && it.problem().isOriginal())) {
      superfluous.put(key, uplet.planOwner());
    }
  }

  /** The original's own rules say when a training is told. */
  private void tell(Uplet uplet) {
    if (uplet instanceof Preduplet || !uplet.problem().isOriginal()) {
      told.add(uplet);
    }
  }

  private static void again(Uplet uplet, int attempt) {
    uplet.attempt = attempt;
    uplet.isRegistered = false;
    uplet.isReady = false;
  }

  private void taskChanged(Fact.TaskChanged changed) {
    if (changed.state() != Fact.TaskState.READY && changed.state() != Fact.TaskState.WAITING) {
      superfluous.remove(changed.key());
    }
    Uplet uplet = byTask.get(changed.key());
    if (uplet == null || !uplet.task().equals(changed.key())) {
      return;
    }
    uplet.changes++;
    changed.report().ifPresent(report -> uplet.report = Optional.of(report));
    switch (changed.state()) {
      case READY -> {
        uplet.isReady = true;
        tell(uplet);
      }
      case EXECUTING -> taken(uplet, changed);
      case DONE -> done(uplet, changed);
      case FAILED -> failed(uplet, changed, true);
      case CANCELED -> failed(uplet, changed, false);
      case WAITING -> uplet.isReady = false;
    }
  }

  private void taken(Uplet uplet, Fact.TaskChanged changed) {
    uplet.status = Uplet.Status.PENDING;
    uplet.since = changed.time();
    uplet.worker =
        changed
            .report()
            .map(report -> report.path("worker"))
            .filter(worker -> !worker.isMissingNode())
            .orElseGet(() -> TextNode.valueOf(changed.worker()));
    pending.add(uplet);
  }

  private void done(Uplet uplet, Fact.TaskChanged changed) {
    uplet.status = Uplet.Status.DONE;
    uplet.since = changed.time();
    pending.remove(uplet);
    Optional<ObjectNode> report = changed.report();
    if (uplet instanceof Learnuplet learnuplet) {
      learnuplet.perf = report.map(it -> it.get("perf")).orElse(learnuplet.measured);
      report.map(it -> it.get("train_perf")).ifPresent(perf -> learnuplet.trainPerf = perf);
      report.map(it -> it.get("test_perf")).ifPresent(perf -> learnuplet.testPerf = perf);
      rules(learnuplet.problem()).settled(learnuplet);
    } else if (uplet instanceof Preduplet preduplet) {
      preduplet.done = Optional.of(changed.time());
      preduplet.prediction =
          report
              .map(it -> it.get("prediction_storage_uuid"))
              .orElseGet(() -> TextNode.valueOf(preduplet.modelId()));
    }
  }

  private void failed(Uplet uplet, Fact.TaskChanged changed, boolean mayBeTriedAgain) {
    uplet.since = changed.time();
    pending.remove(uplet);
    boolean isOver =
        !mayBeTriedAgain
            || !rules(uplet.problem()).retries()
            || uplet.attempt + 1 >= uplet.problem().terms().tries()
            || !uplet.isOpen();
    if (!isOver) {
      uplet.status = Uplet.Status.TODO;
      uplet.worker = NullNode.getInstance();
      again(uplet, uplet.attempt + 1);
      byTask.put(uplet.task(), uplet);
      unregistered.add(uplet);
      return;
    }
    uplet.status = Uplet.Status.FAILED;
    if (uplet instanceof Learnuplet learnuplet) {
      rules(learnuplet.problem()).settled(learnuplet);
    }
  }

  private void modelMade(Fact.ModelMade model) {
    Uplet uplet = byTask.get(model.task());
    if (uplet != null
        && uplet.task().equals(model.task())
        && !model.model().equals(uplet.modelKey())) {
      uplet.ownModel = Optional.of(model.model());
    }
  }

  private void performanceMeasured(Fact.PerformanceMeasured measured) {
    if (byTask.get(measured.task()) instanceof Learnuplet learnuplet
        && learnuplet.task().equals(measured.task())) {
      learnuplet.measured = measured.value();
    }
  }

  /** A document of a kind. */
  public Optional<Document> find(Collection kind, String uuid) {
    return Optional.ofNullable(documents.get(kind).get(uuid));
  }

  /** All documents of a kind, in the order in which they came. */
  public java.util.Collection<Document> all(Collection kind) {
    return Collections.unmodifiableCollection(documents.get(kind).values());
  }

  /** Problems and algorithms whose function, or plan, is not usable yet. */
  public Set<Document> unfinished() {
    return Collections.unmodifiableSet(unfinished);
  }

  /** Tasks that are not wanted any more and that nobody has, with the owner of their plan. */
  public Map<String, String> superfluous() {
    return Collections.unmodifiableMap(superfluous);
  }

  /** Whether a post of data was seen. */
  public boolean hasSeen(String post) {
    return made.containsKey(post);
  }

  /** What may be tried and has no task for it yet. */
  public Set<Uplet> unregistered() {
    return Collections.unmodifiableSet(unregistered);
  }

  /** What workers have. */
  public Set<Uplet> pending() {
    return Collections.unmodifiableSet(pending);
  }

  /** How many trainings a post has made. */
  public int made(String post) {
    return made.getOrDefault(post, 0);
  }

  /** How many trainings the last post of an algorithm has made. */
  public int made(Algo algo) {
    return made(algo.key() + " " + algo.posts);
  }

  /** Who owns a plan, if it is there. */
  public Optional<String> planOwner(String key) {
    return Optional.ofNullable(plans.get(key));
  }

  /** What is to be pushed to a worker since this was asked last. */
  public List<Uplet> drainTold() {
    List<Uplet> all = List.copyOf(told);
    told.clear();
    return all;
  }

  /** The model that a prediction is made with, if there is one. */
  public Optional<Learnuplet> predictor(Problem problem) {
    return rules(problem).predictor(problem);
  }
}
