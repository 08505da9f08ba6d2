package orchestrator.scenario.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.settings.Payloads;
import orchestrator.scenario.settings.ScenarioSettings;

/** Runs settings once, from the start to the last answer. */
public final class ScenarioRun {
  private static final Duration WATCH = Duration.ofMillis(250);

  private final RunPlan plan;
  private final Liveness liveness;
  private final Timeline timeline;
  private final Room room;
  private final Payloads payloads;
  private final RunRecorder recorder;
  private final List<Driver> drivers = new ArrayList<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final int entries;
  private final Liveness.Listener listener = new Remarks();
  private final long begin;
  private volatile boolean stopped;
  private boolean over;

  /** Writes into the report what happens to the nodes. */
  private final class Remarks implements Liveness.Listener {
    @Override
    public void joined(Node node) {
      remark(node, " is there again");
    }

    @Override
    public void died(Node node) {
      remark(node, " is dead");
      drivers.stream()
          .filter(driver -> driver.node() == node)
          .forEach(driver -> driver.giveUp(node.label() + " died while it was under way"));
    }

    private void remark(Node node, String what) {
      if (drivers.stream().anyMatch(driver -> driver.node() == node)) {
        ScenarioRun.this.remark(node.label() + what);
      }
    }
  }

  /**
   * A run that is not started yet.
   *
   * @param paired the nodes of the entries, in the order of these
   * @param begin the timeline's time that its times count from
   */
  ScenarioRun(
      RunPlan plan,
      List<Node> paired,
      Liveness liveness,
      RunRecorder recorder,
      Timeline timeline,
      Room room,
      long begin) {
    this.plan = plan;
    this.liveness = liveness;
    this.recorder = recorder;
    this.timeline = timeline;
    this.room = room;
    payloads = new Payloads(plan.seed());
    this.begin = begin;
    entries = paired.size();
    for (int index = 0; index < paired.size(); index++) {
      drivers.add(new Driver(this, index, paired.get(index)));
    }
  }

  void start() {
    liveness.listen(listener);
    drivers.forEach(driver -> timeline.execute(driver::turn));
    perhapsOver();
    timeline.at(timeline.now() + WATCH.toNanos(), this::watch);
  }

  private void watch() {
    if (!ended.isDone()) {
      // First, so that whatever becomes of this time there is a next one.
      timeline.at(timeline.now() + WATCH.toNanos(), this::watch);
      drivers.forEach(driver -> driver.watch(plan.patience().timeout().toNanos()));
    }
  }

  /** Sends nothing more. What is under way has a while to end, and then has failed. */
  void stop() {
    stopped = true;
    drivers.forEach(Driver::stop);
    timeline.at(
        timeline.now() + plan.patience().drain().toNanos(),
        () ->
            drivers.forEach(driver -> driver.giveUp("it was under way when the scenario stopped")));
  }

  /**
   * Makes way for newer settings: stops, but in the original's timing each node sees it only after
   * a pause, and may send a burst to its end.
   */
  void replace() {
    if (!plan.timing().original()) {
      stop();
      return;
    }
    stopped = true;
    drivers.forEach(Driver::leave);
  }

  void perhapsOver() {
    synchronized (this) {
      if (over || !drivers.stream().allMatch(Driver::isOver)) {
        return;
      }
      over = true;
    }
    liveness.forget(listener);
    String how = stopped ? "stopped" : "completed";
    recorder.ended(timeline.now() - begin, how);
    ended.complete(how);
  }

  void remark(String text) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    recorder.remark(timeline.now() - begin, text);
  }

  /** Completes with how it ended: {@code completed} or {@code stopped}. */
  public CompletionStage<String> ended() {
    return ended;
  }

  void ask(Node node, Duration pause, Duration patience) {
    liveness.ask(node, pause, patience);
  }

  /** What is unique to it. */
  public String id() {
    return plan.id();
  }

  /** The settings that this run carries out. */
  public ScenarioSettings settings() {
    return plan.settings();
  }

  /** The plan that this run follows. */
  public RunPlan plan() {
    return plan;
  }

  Timing timing() {
    return plan.timing();
  }

  int mostUnderWay() {
    return plan.patience().underWay();
  }

  Duration timeout() {
    return plan.patience().timeout();
  }

  Room room() {
    return room;
  }

  /** How much of the room a node may take. */
  long share() {
    return room.share(entries);
  }

  Payloads payloads() {
    return payloads;
  }

  RunRecorder recorder() {
    return recorder;
  }

  Timeline timeline() {
    return timeline;
  }

  long begin() {
    return begin;
  }
}
