package orchestrator.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.demo.hospital.Hospital;
import orchestrator.demo.lead.Lead;
import orchestrator.demo.learning.Score;
import orchestrator.demo.report.Report;
import orchestrator.demo.screen.Glyphs;
import orchestrator.demo.screen.LiveScreen;
import orchestrator.demo.screen.PlainScreen;
import orchestrator.demo.screen.ResultTable;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.storage.Folders;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.watch.Progress;
import picocli.CommandLine.Help.Ansi;

/** One run of the demo, from its first line to its last. */
final class DemoRun {

  private static final double GOAL = 0.95;

  private final DemoSettings settings;
  private final ConnectionOptions connection;
  private final ModeOptions mode;
  private final Ending ending;
  private final Study study;
  private final PrintStream out = System.out;
  private final Glyphs glyphs = Glyphs.ofStandardOutput();
  private final long start = System.nanoTime();
  private final Screen screen;

  /**
   * A run.
   *
   * @param ending ends what the run has begun
   */
  DemoRun(DemoSettings settings, ConnectionOptions connection, ModeOptions mode, Ending ending) {
    this.settings = settings;
    this.connection = connection;
    this.mode = mode;
    this.ending = ending;
    this.study = settings.study();
    this.screen =
        Ansi.AUTO.enabled()
            ? new LiveScreen(out, glyphs, this::elapsed)
            : new PlainScreen(out, this::elapsed);
  }

  /** Runs to the end; whether that is a good one. */
  boolean run() {
    Place place = place();
    ServerAddresses servers =
        connection
            .servers()
            .orElseGet(
                () ->
                    new OwnServerStart(mode, connection.channel(), study.hospitals(), place)
                        .start(screen, ending));
    ending.addAlways(screen::close);
    Hospitals hospitals = new Hospitals(study, place, settings.dataOf());
    hospitals.open(
        settings.hospitalsHere(), name -> connect(servers, name), settings.patience(), ending);
    return settings.role() == Role.hospital
        ? waitForTheEnd(hospitals)
        : coordinate(servers, place, hospitals);
  }

  private Place place() {
    return new Place(
        settings
            .data()
            .orElseGet(
                () -> {
                  var folder = Folders.temporary("orchestrator-demo-");
                  ending.addAlways(() -> Folders.remove(folder));
                  return folder;
                }));
  }

  private OrchestratorClient connect(ServerAddresses servers, String organization) {
    OrchestratorClient client =
        connection.connect(
            servers.find(organization).orElseThrow(), organization, settings.patience().limit());
    ending.add(client::close);
    return client;
  }

  private boolean waitForTheEnd(Hospitals hospitals) {
    screen.say(
        "%s is ready for tasks of run %s."
            .formatted(settings.organization().orElse(""), study.keys().run()));
    while (!hospitals.areFinished()) {
      hospitals
          .problem()
          .ifPresent(
              problem -> {
                throw new StudyFailedException(problem);
              });
      settings.patience().pause();
    }
    screen.say("The plan has come to its end.");
    return true;
  }

  private boolean coordinate(ServerAddresses servers, Place place, Hospitals hospitals) {
    OrchestratorClient client = connect(servers, study.lead());
    Hospital.introduce(client);
    Lead lead = new Lead(client, study, place.shared());
    Coordinator coordinator =
        new Coordinator(client, lead, new StudyGraph(study), screen, settings.patience());
    Progress progress = coordinator.prepare();
    screen.say(
        "%d hospitals are ready; they hold back %d records."
            .formatted(
                study.hospitals().size(),
                progress.heldBack().values().stream().mapToInt(Integer::intValue).sum()));
    Duration before = elapsed();
    try {
      coordinator.run(progress, hospitals::problem, hospitals::stopWork);
    } finally {
      // A run that is interrupted draws its report all the same.
      boolean interrupted = Thread.interrupted();
      screen.close();
      Duration training = elapsed().minus(before);
      settings.report().ifPresent(file -> new Report(progress, training, GOAL).write(file));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return judge(progress, elapsed().minus(before));
  }

  private boolean judge(Progress progress, Duration training) {
    out.println();
    new ResultTable(glyphs).lines(progress).forEach(out::println);
    out.println();
    out.printf(
        Locale.ROOT,
        "All %d tasks are done in %.1f s (%.1f s with the start); %d intermediate models are"
            + " disabled and removed.%n",
        progress.graph().tasks().size(),
        seconds(training),
        seconds(elapsed()),
        progress.disabledModels());
    settings.report().ifPresent(file -> out.println("The report is in " + file + "."));
    Optional<Double> accuracy = progress.score(Line.JOINT, study.rounds()).map(Score::accuracy);
    double reached = accuracy.orElse(Double.NaN);
    boolean good = reached >= GOAL;
    out.printf(
        Locale.ROOT,
        "The joint model is right on %.1f %% of the held-back records; the goal of %.0f %% is %s.%n",
        100 * reached,
        100 * GOAL,
        good ? "reached" : "missed");
    out.flush();
    return good;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
