package orchestrator.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.demo.incoming.Algorithm;
import orchestrator.demo.incoming.Course;
import orchestrator.demo.incoming.IncomingStudy;
import orchestrator.demo.incoming.ModelFolder;
import orchestrator.demo.incoming.Prediction;
import orchestrator.demo.incoming.Training;
import orchestrator.demo.incoming.TrainingWorker;
import orchestrator.demo.learning.Score;
import orchestrator.demo.screen.CourseReport;
import orchestrator.demo.screen.CourseTable;
import orchestrator.demo.screen.Glyphs;
import orchestrator.demo.screen.Screen;

/** Lets records come in day by day, and tells what the workers learn from them. */
final class LearningRun {
  private static final double GOAL = 0.95;
  private static final int WORKERS = 2;

  private final IncomingStudy study;
  private final ModelFolder folder;
  private final Patience patience;
  private final Screen screen;
  private final Glyphs glyphs;
  private final Supplier<Duration> elapsed;
  private final List<TrainingWorker> workers;
  private Course course = Course.NONE;
  private Optional<Prediction> prediction = Optional.empty();

  LearningRun(
      IncomingStudy study,
      ModelFolder folder,
      Patience patience,
      Screen screen,
      Glyphs glyphs,
      Supplier<Duration> elapsed) {
    this.study = study;
    this.folder = folder;
    this.patience = patience;
    this.screen = screen;
    this.glyphs = glyphs;
    this.elapsed = elapsed;
    this.workers =
        IntStream.rangeClosed(1, WORKERS)
            .mapToObj(i -> new TrainingWorker("worker-" + i, study, folder, screen::say))
            .toList();
  }

  /**
   * Runs to the end; whether that is a good one.
   *
   * @param report is drawn however that ends, also by a signal
   */
  boolean run(Optional<Path> report, PrintStream out) {
    Duration before = elapsed.get();
    try (Ending training = new Ending()) {
      report.ifPresent(
          file ->
              training.addAlways(
                  () ->
                      new CourseReport(course, prediction, elapsed.get().minus(before), GOAL)
                          .write(file)));
      workers.forEach(worker -> training.add(worker::close));
      study.begin();
      screen.say(
          "Problem %s: right diagnoses on %d held-back records; %d records a training."
              .formatted(
                  study.problem(),
                  study.patients().heldBack().size(),
                  IncomingStudy.RECORDS_OF_A_TRAINING));
      workers.forEach(TrainingWorker::start);
      for (int day = 1; day <= study.patients().days().size(); day++) {
        study.bringIn(day);
        awaitTrainings(day);
        screen.say(told(day));
      }
      String asked = study.patients().heldBack().get(study.patients().heldBack().size() - 1);
      prediction = Optional.of(awaitPrediction(study.ask(asked)));
    }
    return judge(elapsed.get().minus(before), report, out);
  }

  private void awaitTrainings(int day) {
    int all = study.trainingsUpTo(day);
    patience.await(
        () -> {
          checkWorkers();
          course = study.course();
          return course;
        },
        now -> now.over() >= all,
        now ->
            "day %d: of %d trainings %d are done, %d wait and %d are with a worker."
                .formatted(day, all, now.in("done"), now.in("todo"), now.in("pending")));
  }

  private Prediction awaitPrediction(String id) {
    Supplier<Prediction> state =
        () -> {
          checkWorkers();
          Prediction now = study.prediction(id, folder);
          if (now.hasFailed()) {
            throw new StudyFailedException("The prediction for " + now.record() + " has failed.");
          }
          return now;
        };
    patience.await(
        state,
        now -> now.chance().isPresent(),
        now -> "the prediction for %s is %s.".formatted(now.record(), now.status()));
    return state.get();
  }

  private void checkWorkers() {
    workers.stream()
        .map(TrainingWorker::problem)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new StudyFailedException("The training stopped: " + problem + ".");
            });
  }

  private String told(int day) {
    return Stream.of(Algorithm.values())
        .map(
            algorithm ->
                algorithm.words()
                    + course
                        .ofDay(day)
                        .filter(training -> training.algorithm() == algorithm)
                        .map(LearningRun::told)
                        .collect(Collectors.joining(", ", " ", "")))
        .collect(
            Collectors.joining(
                "; ",
                "day %d of %d: %d records; "
                    .formatted(
                        day,
                        study.patients().days().size(),
                        study.patients().days().get(day - 1).size()),
                seconds(" (%.1f s)", elapsed.get())));
  }

  private static String told(Training training) {
    return training
        .score()
        .map(score -> String.format(Locale.ROOT, "%.3f", score.accuracy()))
        .orElse(training.status());
  }

  private boolean judge(Duration training, Optional<Path> report, PrintStream out) {
    out.println();
    new CourseTable(glyphs).lines(course).forEach(out::println);
    out.println();
    Prediction said = prediction.orElseThrow();
    Optional<Training> best = course.ofModel(said.model());
    out.printf(
        Locale.ROOT,
        "%s, by the best model (%s): malignant with a chance of %.1f %%; in truth it is %s.%n",
        said.record(),
        best.map(it -> it.algorithm().words() + ", rank " + it.rank()).orElse(said.model()),
        100 * said.chance().orElseThrow(),
        said.malignant() ? "malignant" : "benign");
    out.printf(
        "%d of %d trainings are done in %s (%s with the start); %d of their models were carried"
            + " on.%n",
        course.in("done"),
        course.trainings().size(),
        seconds("%.1f s", training),
        seconds("%.1f s", elapsed.get()),
        course.trainings().stream().filter(Training::carriedOn).count());
    report.ifPresent(file -> out.println("The report is in " + file + "."));
    double reached = best.flatMap(Training::score).map(Score::accuracy).orElse(Double.NaN);
    boolean good = reached >= GOAL;
    out.printf(
        Locale.ROOT,
        "The best model is right on %.1f %% of the held-back records; the goal of %.0f %% is %s.%n",
        100 * reached,
        100 * GOAL,
        good ? "reached" : "missed");
    out.flush();
    return good;
  }

  private static String seconds(String format, Duration duration) {
    return String.format(Locale.ROOT, format, duration.toMillis() / 1000.0);
  }
}
