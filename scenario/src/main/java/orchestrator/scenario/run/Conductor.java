package orchestrator.scenario.run;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.settings.ScenarioSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which settings run: the newest ones, once there are enough nodes. What ran before them
 * goes on until then.
 */
public final class Conductor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

  /** After this the machine's clock is looked at again, since it may have been set. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Of those that have made way and still send, the oldest one of more is stopped at once. */
  private static final int MOST_LEAVING = 100;

  private final NodeRegistry registry;
  private final Timeline timeline;
  private final Timing timing;
  private final Patience patience;
  private final Recorders recorders;
  private final NextStep next;
  private final Room room;
  private final SecureRandom random = new SecureRandom();

  private Stage stage = Stage.IDLE;
  private Optional<Request> pending = Optional.empty();
  private Optional<ScenarioRun> running = Optional.empty();

  /** Those that have made way for newer settings, and may still send; the oldest first. */
  private final Set<ScenarioRun> leaving = new LinkedHashSet<>();

  /** The nodes as they were when they were last counted. */
  private List<Node> known = List.of();

  /** Tells what is done with the newest settings. */
  public enum Stage {
    /** There are none that wait. */
    IDLE,
    /** It is waited whether newer ones come. */
    GATHERING,
    /** There are too few nodes for them. */
    WAITING_FOR_NODES,
    /** The time at which they want to start has not come. */
    WAITING_FOR_START,
    /** The old scenario was told to stop. */
    SETTLING
  }

  /** Is told what becomes of settings, on any thread; must not block. */
  public interface Listener {
    /** Newer settings, or a stop, came before these could start. */
    void superseded();

    /**
     * There are too few nodes.
     *
     * @param living how many there are
     * @param wanted how many are needed
     */
    void waiting(int living, int wanted);

    /** They run from now on. */
    void started(RunPlan plan);

    /** Their run is over: it {@code completed}, or was {@code stopped}. */
    void ended(RunPlan plan, String how);

    /** They cannot be run, for a reason on this machine. */
    void failed(String why);
  }

  /** Begins the reports of runs. */
  @FunctionalInterface
  public interface Recorders {
    /**
     * Begins the report of a run that starts now.
     *
     * @param clock nanoseconds since the run began
     * @throws java.io.UncheckedIOException when that is not possible, so that the run does not
     *     start
     */
    RunRecorder begin(RunPlan plan, LongSupplier clock);
  }

  private record Request(ScenarioSettings settings, Listener listener) {}

  /**
   * Runs nothing yet.
   *
   * @param recorders begins the report of a run; what it throws makes the settings fail
   */
  public Conductor(
      NodeRegistry registry,
      Timeline timeline,
      Timing timing,
      Patience patience,
      Recorders recorders) {
    this.registry = registry;
    this.timeline = timeline;
    this.timing = timing;
    this.patience = patience;
    this.recorders = recorders;
    next = new NextStep(timeline, this);
    room = new Room(patience.bytes());
    registry
        .liveness()
        .listen(
            new Liveness.Listener() {
              @Override
              public void joined(Node node) {
                timeline.execute(Conductor.this::countAgain);
              }

              @Override
              public void died(Node node) {}
            });
  }

  /** Takes settings; those before them that have not started never do. */
  public synchronized void submit(ScenarioSettings settings, Listener listener) {
    Optional<Request> before = pending;
    pending = Optional.of(new Request(settings, listener));
    before.ifPresent(old -> old.listener().superseded());
    if (stage == Stage.IDLE) {
      stage = Stage.GATHERING;
      next.after(timing.gather(), this::gathered);
    } else if (stage == Stage.WAITING_FOR_START
        || (stage == Stage.WAITING_FOR_NODES && !timing.original())) {
      gathered();
    }
  }

  /** Stops what runs at once, and lets nothing start that waits. */
  public synchronized void stop() {
    next.none();
    pending.ifPresent(request -> request.listener().superseded());
    pending = Optional.empty();
    stage = Stage.IDLE;
    running.ifPresent(ScenarioRun::stop);
    running = Optional.empty();
    leaving.forEach(ScenarioRun::stop);
    leaving.clear();
  }

  /** Looks whether the newest settings can start. */
  private void gathered() {
    ScenarioSettings settings = pending.orElseThrow().settings();
    if (timing.original() || settings.isStop()) {
      count(settings);
      return;
    }
    stage = Stage.GATHERING;
    next.when(registry.askAll(), this::countLiving);
  }

  private void countLiving() {
    if (stage != Stage.GATHERING || pending.isEmpty()) {
      return;
    }
    known = registry.alive();
    count(pending.get().settings());
  }

  private void count(ScenarioSettings settings) {
    Request request = pending.orElseThrow();
    int wanted = wanted(settings);
    if (known.size() < wanted) {
      tooFew(request, wanted);
      return;
    }
    Instant now = Instant.ofEpochMilli(timeline.wallMillis());
    Duration wait = Duration.between(now, settings.startAt().orElse(now));
    if (wait.compareTo(Duration.ZERO) > 0) {
      stage = Stage.WAITING_FOR_START;
      next.after(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, this::gathered);
      return;
    }
    pending = Optional.empty();
    running.ifPresent(this::replace);
    running = Optional.empty();
    stage = Stage.SETTLING;
    next.after(
        settings.isStop() && !timing.original() ? Duration.ZERO : timing.settle(),
        () -> start(request));
  }

  private void replace(ScenarioRun run) {
    if (timing.original()) {
      leaving.add(run);
      if (leaving.size() > MOST_LEAVING) {
        ScenarioRun oldest = leaving.iterator().next();
        leaving.remove(oldest);
        oldest.stop();
      }
    }
    run.replace();
  }

  /** How many nodes settings need; none when nothing is to run, except in the original's timing. */
  private int wanted(ScenarioSettings settings) {
    return settings.isStop() && !timing.original() ? 0 : settings.entries().size();
  }

  private void tooFew(Request request, int wanted) {
    if (timing.original()) {
      registry.askAll();
      known = registry.alive();
    }
    if (stage != Stage.WAITING_FOR_NODES) {
      LOG.info("{} nodes live and {} are needed: waiting for more", known.size(), wanted);
    }
    stage = Stage.WAITING_FOR_NODES;
    request.listener().waiting(known.size(), wanted);
    // A dead node is not heard of when it comes back, unless it is asked.
    Duration pause = timing.poll().isZero() ? Duration.ofSeconds(1) : timing.poll();
    next.after(pause, this::gathered);
  }

  private synchronized void countAgain() {
    if (stage == Stage.WAITING_FOR_NODES && timing.poll().isZero()) {
      stage = Stage.GATHERING;
      countLiving();
    }
  }

  private void start(Request request) {
    ScenarioSettings settings = request.settings();
    stage = Stage.IDLE;
    List<Node> nodes = settings.isStop() ? List.of() : Pairing.of(settings.entries(), known);
    Instant now = Instant.ofEpochMilli(timeline.wallMillis());
    RunPlan plan =
        new RunPlan(
            RunIds.of(now, random),
            settings,
            settings.seed().orElseGet(random::nextLong),
            now,
            nodes.stream().map(Node::label).toList(),
            timing,
            patience);
    try {
      long begin = timeline.now();
      RunRecorder recorder = recorders.begin(plan, () -> timeline.now() - begin);
      ScenarioRun run =
          new ScenarioRun(plan, nodes, registry.liveness(), recorder, timeline, room, begin);
      running = Optional.of(run);
      request.listener().started(plan);
      run.ended().thenAccept(how -> ended(run, how, request.listener()));
      run.start();
    } catch (RuntimeException | Error e) {
      LOG.error("settings could not be started", e);
      request.listener().failed(Texts.reason(e));
    }
    registry.askAll();
    if (timing.original()) {
      known = registry.alive();
    }
    if (pending.isPresent()) {
      stage = Stage.GATHERING;
      next.after(timing.gather(), this::gathered);
    }
  }

  private void ended(ScenarioRun run, String how, Listener listener) {
    synchronized (this) {
      if (running.orElse(null) == run) {
        running = Optional.empty();
      }
      leaving.remove(run);
    }
    listener.ended(run.plan(), how);
  }

  /** What is done with the newest settings. */
  public synchronized Stage stage() {
    return stage;
  }

  /** What runs now, be it that it has made way and has not seen that. */
  public synchronized Optional<ScenarioRun> running() {
    return running.or(() -> leaving.stream().findFirst());
  }

  /** Stops what runs. */
  @Override
  public void close() {
    stop();
  }
}
