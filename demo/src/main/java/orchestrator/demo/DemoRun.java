package orchestrator.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.FolderStore;
import orchestrator.demo.hospital.Hospital;
import orchestrator.demo.hospital.Lead;
import orchestrator.demo.hospital.Together;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.learning.RecordFile;
import orchestrator.demo.learning.Score;
import orchestrator.demo.screen.Glyphs;
import orchestrator.demo.screen.LiveScreen;
import orchestrator.demo.screen.Report;
import orchestrator.demo.screen.ResultTable;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyProgress;
import picocli.CommandLine.Help.Ansi;

/** Runs the demo once, from its first line to its last. */
final class DemoRun {
  private static final double GOAL = 0.95;

  private final DemoCommand options;
  private final Ending ending;
  private final Study study;
  private final Patience patience;
  private final PrintStream out = System.out;
  private final Glyphs glyphs = Glyphs.ofStandardOutput();
  private final long start = System.nanoTime();
  private final Screen screen;
  private final List<Hospital> hospitals = new CopyOnWriteArrayList<>();

  /** A run that has begun nothing yet, and hands what it begins to its ending. */
  DemoRun(DemoCommand options, Ending ending) {
    this.options = options;
    this.ending = ending;
    this.study = options.study();
    this.patience = new Patience(Duration.ofSeconds(options.patience));
    this.screen =
        Ansi.AUTO.enabled()
            ? new LiveScreen(out, glyphs, this::elapsed)
            : new Screen(out, this::elapsed);
  }

  /** Runs to the end; whether that is a good one. */
  boolean run() {
    Path folder = options.data.orElseGet(this::temporary);
    FolderStore shared = new FolderStore(folder.resolve("shared"), Hospital.STORE);
    Function<String, OrchestratorClient> connect = options.connections(folder, screen, ending);
    ending.addAlways(screen::close);
    List<OrchestratorClient> clients = options.hospitalsHere().stream().map(connect).toList();
    Together.forEach(clients, Hospital::introduce);
    List<HospitalRecords> shipped =
        HospitalRecords.among(study.hospitals().size(), RecordFile.shipped());
    Together.forEach(
        clients,
        client -> {
          awaitAll(
              () -> Hospital.missing(client, study.hospitals()),
              "did not register with the server");
          String name = client.organization();
          HospitalRecords records =
              options.recordsOf(name).orElseGet(() -> shipped.get(study.hospitals().indexOf(name)));
          Hospital hospital =
              new Hospital(client, study, records, shared, folder.resolve("hospitals"));
          ending.add(hospital::close);
          hospitals.add(hospital);
        });
    return options.role == DemoCommand.Role.hospital
        ? waitForTheEnd()
        : coordinate(connect.apply(study.lead()), shared);
  }

  private Path temporary() {
    Path folder = Folders.temporary("orchestrator-demo-");
    ending.addAlways(() -> Folders.remove(folder));
    return folder;
  }

  private void awaitAll(Supplier<Collection<String>> missing, String what) {
    patience.await(
        missing, Collection::isEmpty, left -> String.join(", ", left) + " " + what + ".");
  }

  private boolean waitForTheEnd() {
    screen.say(
        "%s is ready for tasks of run %s."
            .formatted(String.join("", options.hospitalsHere()), study.run()));
    while (!hospitals.stream().allMatch(Hospital::isFinished)) {
      problem()
          .ifPresent(
              problem -> {
                throw new StudyFailedException(problem);
              });
      patience.pause();
    }
    screen.say("The plan has come to its end.");
    return true;
  }

  /** What ended the work of a hospital here against its will; empty while all is well. */
  private Optional<String> problem() {
    return hospitals.stream().map(Hospital::problem).flatMap(Optional::stream).findFirst();
  }

  private boolean coordinate(OrchestratorClient client, FolderStore shared) {
    Hospital.introduce(client);
    Lead lead = new Lead(client, study, shared);
    awaitAll(lead::withoutData, "did not register data");
    StudyProgress progress = new StudyProgress(new StudyGraph(study), lead.heldBack());
    screen.say(
        "%d hospitals are ready; they hold back %d records."
            .formatted(study.hospitals().size(), progress.heldBack()));
    Duration before = elapsed();
    // However that ends, also by a signal or by the death of the network.
    try (Ending training = new Ending()) {
      options.report.ifPresent(
          file ->
              training.addAlways(
                  () -> new Report(progress, elapsed().minus(before), GOAL).write(file)));
      training.addAlways(screen::close);
      new Coordinator(client, lead, progress, screen, patience)
          .run(this::problem, () -> hospitals.forEach(Hospital::stopWork));
    }
    return judge(progress, elapsed().minus(before));
  }

  private boolean judge(StudyProgress progress, Duration training) {
    out.println();
    new ResultTable(glyphs).lines(progress).forEach(out::println);
    out.println();
    out.printf(
        Locale.ROOT,
        "All %d tasks are done in %.1f s (%.1f s with the start); %d intermediate models are"
            + " disabled and removed.%n",
        progress.graph().tasks().size(),
        training.toMillis() / 1000.0,
        elapsed().toMillis() / 1000.0,
        progress.disabledModels());
    options.report.ifPresent(file -> out.println("The report is in " + file + "."));
    double reached =
        progress.score(Line.JOINT, study.rounds()).map(Score::accuracy).orElse(Double.NaN);
    boolean good = reached >= GOAL;
    out.printf(
        Locale.ROOT,
        "The joint model is right on %.1f %% of the held-back records; the goal of %.0f %% is"
            + " %s.%n",
        100 * reached,
        100 * GOAL,
        good ? "reached" : "missed");
    out.flush();
    return good;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
