package orchestrator.learning.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Takes up what was posted and withdrawn. */
record PostFacts(Known known) {
  void problemPosted(Fact.ProblemPosted posted) {
    Problem problem = new Problem(posted);
    if (known.problems.add(problem)) {
      known.weight += Weight.FUNCTION + Weight.of(posted.body());
      known.problemsByKey.put(posted.key(), problem);
      known.problemsByPlan.put(problem.plan(), problem);
      problem.hasPlan = problem.owner().equals(known.plans.get(problem.plan()));
      known.unfinished.add(problem);
    }
  }

  void algoPosted(Fact.AlgoPosted posted) {
    known
        .problems
        .find(posted.body().path("problem").asText())
        .map(problem -> new Algo(posted, problem))
        .filter(known.algos::add)
        .ifPresent(
            algo -> {
              known.weight += Weight.FUNCTION + Weight.of(posted.body());
              known.algosByKey.put(posted.key(), algo);
              known.unfinished.add(algo);
              if (!algo.isWithdrawn()) {
                algo.problem().algos.add(algo);
                train(algo, false, posted.time());
              }
            });
  }

  void namedAgain(Fact.NamedAgain named) {
    Algo algo = known.algosByKey.get(named.key());
    if (algo != null && !algo.isWithdrawn()) {
      train(algo, true, named.time());
    }
  }

  private void train(Algo algo, boolean again, Instant time) {
    algo.posts++;
    known.cause = algo.key() + " " + algo.posts;
    known.rules(algo.problem()).algoPosted(algo, again, time);
  }

  void functionReady(String key) {
    Optional.ofNullable(known.problemsByKey.get(key))
        .ifPresent(
            problem -> {
              problem.isReady = true;
              settle(problem);
            });
    Optional.ofNullable(known.algosByKey.get(key))
        .ifPresent(
            algo -> {
              algo.isReady = true;
              known.unfinished.remove(algo);
            });
  }

  private void settle(Problem problem) {
    if (problem.isReady && problem.hasPlan) {
      known.unfinished.remove(problem);
    }
  }

  void planSeen(Fact.PlanSeen plan) {
    known.plans.put(plan.key(), plan.owner());
    Optional.ofNullable(known.problemsByPlan.get(plan.key()))
        .filter(problem -> problem.owner().equals(plan.owner()))
        .ifPresent(
            problem -> {
              problem.hasPlan = true;
              settle(problem);
            });
  }

  void dataPosted(Fact.DataPosted posted) {
    List<String> ids = new ArrayList<>();
    for (String id : posted.ids()) {
      // Of two ids with the same key the first is the sample; no task could have it twice.
      if (has(posted.owner(), id) && known.dataByKey.getOrDefault(Ids.data(id), id).equals(id)) {
        ids.add(id);
        known.data.add(new Data(id, posted.owner(), posted.time()));
        known.dataByKey.put(Ids.data(id), id);
      }
    }
    known.made.putIfAbsent(posted.key(), 0);
    posted.problems().stream()
        .flatMap(problem -> known.problems.find(problem).stream())
        .filter(problem -> !problem.isWithdrawn())
        .forEach(problem -> dataPosted(posted, ids, problem));
  }

  /** Anybody may say that it has data. */
  private boolean has(String owner, String id) {
    Fact.SampleSeen sample = known.samples.get(Ids.data(id));
    return sample != null && sample.owner().equals(owner);
  }

  /** Else no task could train on it, and the chain would stand. */
  private boolean canBeTrainedOn(Problem problem, String owner, String id) {
    String manager = Managers.training(problem, owner);
    return owner.equals(known.managers.get(manager))
        && known.samples.get(Ids.data(id)).managers().contains(manager);
  }

  private void dataPosted(Fact.DataPosted posted, List<String> all, Problem problem) {
    List<String> ids = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    for (String id : all) {
      Data data = known.data.find(id).orElseThrow();
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
    known.cause = posted.key();
    known.rules(problem).dataPosted(problem, posted.owner(), ids, fresh, posted.time());
  }

  void functionWithdrawn(Fact.FunctionWithdrawn withdrawn) {
    Optional.ofNullable(known.problemsByKey.get(withdrawn.key()))
        .filter(problem -> !problem.isWithdrawn())
        .ifPresent(
            problem -> {
              problem.withdrawn = Optional.of(withdrawn.time());
              problem.algos.forEach(this::forgetHeld);
            });
    Optional.ofNullable(known.algosByKey.get(withdrawn.key()))
        .filter(algo -> algo.withdrawn.isEmpty())
        .ifPresent(
            algo -> {
              algo.withdrawn = Optional.of(withdrawn.time());
              forgetHeld(algo);
            });
  }

  /** What has no task yet gets none. */
  private void forgetHeld(Algo algo) {
    List<Learnuplet> held =
        algo.learnuplets.stream().filter(it -> !it.isRegistered && it.attempt == 0).toList();
    held.forEach(this::forget);
    algo.learnuplets.removeAll(new HashSet<>(held));
    for (Learnuplet each : algo.learnuplets) {
      if (!each.isRegistered && each.status == Uplet.Status.TODO) {
        each.status = Uplet.Status.FAILED;
        known.unregistered.remove(each);
      } else if (each.status == Uplet.Status.TODO) {
        known.superfluous.put(each.task(), each.planOwner());
      }
    }
  }

  private void forget(Learnuplet learnuplet) {
    known.learnuplets.remove(learnuplet.uuid());
    known.byTask.remove(learnuplet.task());
    known.unregistered.remove(learnuplet);
  }

  void sampleSeen(Fact.SampleSeen sample) {
    if (known.samples.put(sample.key(), sample) == null) {
      known.weight += Weight.ofData(1);
    }
    String id = known.dataByKey.get(sample.key());
    if (id != null && sample.managers().contains(Managers.withdrawn(sample.owner()))) {
      withdraw(id, sample.time());
    }
  }

  private void withdraw(String id, Instant time) {
    Data data = known.data.find(id).orElseThrow();
    if (data.isWithdrawn()) {
      return;
    }
    data.withdrawn = Optional.of(time);
    for (String each : data.problems) {
      Problem problem = known.problems.find(each).orElseThrow();
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
          known.rules(algo.problem()).settled(each);
        } else if (each.trainData.isEmpty() && each.status == Uplet.Status.TODO) {
          // A try without data would be refused for ever, and the chain would stand.
          each.status = Uplet.Status.FAILED;
          known.unregistered.remove(each);
          known.rules(algo.problem()).settled(each);
        }
      }
    }
  }
}
