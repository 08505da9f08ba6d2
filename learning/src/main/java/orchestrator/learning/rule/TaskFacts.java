package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Takes up what happens to tasks. */
record TaskFacts(Known known) {
  void learningTask(Fact.LearningTask task) {
    Optional<Learnuplet> learnuplet =
        known.learnuplets.find(task.uuid()).filter(it -> it.plan().equals(task.plan()));
    if (learnuplet.isPresent()) {
      registered(learnuplet.get(), task.key(), task.attempt(), task.state());
    } else if (known.plans.containsKey(task.plan())) {
      // It was registered while what it is for was withdrawn.
      known.superfluous.put(task.key(), known.plans.get(task.plan()));
    }
  }

  void predictionTask(Fact.PredictionTask task) {
    Fact.Asked asked = task.asked();
    Optional<Learnuplet> model =
        known.learnuplets.find(asked.learnuplet()).filter(it -> isOf(it.problem(), task));
    if (model.isPresent()) {
      Problem problem = model.get().problem();
      if (known.preduplets.add(new Preduplet(asked, problem, model.get(), task.time()))) {
        known.weight += Weight.UPLET;
      }
      Preduplet preduplet = known.preduplets.find(asked.uuid()).orElseThrow();
      registered(preduplet, task.key(), task.attempt(), task.state());
    }
  }

  private boolean isOf(Problem problem, Fact.PredictionTask task) {
    String owner = task.asked().owner();
    return task.key().equals(Uplet.task(task.asked().uuid(), task.attempt()))
        && problem.uuid().equals(task.asked().problem())
        && Preduplet.plan(problem, owner).equals(task.plan())
        && owner.equals(known.plans.get(task.plan()));
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
    known.byTask.put(key, uplet);
    known.unregistered.remove(uplet);
    if (uplet.isReady) {
      tell(uplet);
    }
    if (!uplet.isOpen() && !(uplet instanceof Learnuplet it && it.problem().isOriginal())) {
      known.superfluous.put(key, uplet.planOwner());
    }
  }

  /** The original's own rules say when a training is told. */
  private void tell(Uplet uplet) {
    if (uplet instanceof Preduplet || !uplet.problem().isOriginal()) {
      known.told.add(uplet);
    }
  }

  private static void again(Uplet uplet, int attempt) {
    uplet.attempt = attempt;
    uplet.isRegistered = false;
    uplet.isReady = false;
  }

  void taskChanged(Fact.TaskChanged changed) {
    if (changed.state() != Fact.TaskState.READY && changed.state() != Fact.TaskState.WAITING) {
      known.superfluous.remove(changed.key());
    }
    Uplet uplet = known.byTask.get(changed.key());
    if (uplet == null || !uplet.task().equals(changed.key())) {
      return;
    }
    uplet.changes++;
    changed
        .report()
        .ifPresent(
            report -> {
              uplet.report = Optional.of(report);
              known.weight += Weight.of(report);
            });
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
    known.pending.add(uplet);
  }

  private void done(Uplet uplet, Fact.TaskChanged changed) {
    uplet.status = Uplet.Status.DONE;
    uplet.since = changed.time();
    known.pending.remove(uplet);
    Optional<ObjectNode> report = changed.report();
    if (uplet instanceof Learnuplet learnuplet) {
      learnuplet.perf = report.map(it -> it.get("perf")).orElse(learnuplet.measured);
      report.map(it -> it.get("train_perf")).ifPresent(perf -> learnuplet.trainPerf = perf);
      report.map(it -> it.get("test_perf")).ifPresent(perf -> learnuplet.testPerf = perf);
      known.rules(learnuplet.problem()).settled(learnuplet);
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
    known.pending.remove(uplet);
    boolean isOver =
        !mayBeTriedAgain
            || !known.rules(uplet.problem()).retries()
            || uplet.attempt + 1 >= uplet.problem().terms().tries()
            || !uplet.isOpen();
    if (!isOver) {
      uplet.status = Uplet.Status.TODO;
      uplet.worker = NullNode.getInstance();
      again(uplet, uplet.attempt + 1);
      known.byTask.put(uplet.task(), uplet);
      known.unregistered.add(uplet);
      return;
    }
    uplet.status = Uplet.Status.FAILED;
    if (uplet instanceof Learnuplet learnuplet) {
      known.rules(learnuplet.problem()).settled(learnuplet);
    }
  }

  void modelMade(Fact.ModelMade model) {
    Uplet uplet = known.byTask.get(model.task());
    if (uplet != null
        && uplet.task().equals(model.task())
        && !model.model().equals(uplet.modelKey())) {
      uplet.ownModel = Optional.of(model.model());
    }
  }

  void performanceMeasured(Fact.PerformanceMeasured measured) {
    if (known.byTask.get(measured.task()) instanceof Learnuplet learnuplet
        && learnuplet.task().equals(measured.task())) {
      learnuplet.measured = measured.value();
    }
  }
}
