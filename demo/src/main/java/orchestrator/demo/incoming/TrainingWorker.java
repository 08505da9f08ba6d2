package orchestrator.demo.incoming;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import orchestrator.demo.incoming.ModelFolder.Kind;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.Score;

/**
 * Asks the service for tasks, and does them: it trains, scores what it has trained, and predicts.
 * Any number of them can work beside one another.
 */
public final class TrainingWorker implements AutoCloseable {
  private static final String TO_DO = "&status=todo";

  private final String name;
  private final IncomingStudy study;
  private final ModelFolder folder;
  private final Consumer<String> notices;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * A worker that does not work yet.
   *
   * @param name no other worker has it
   * @param notices hears a sentence about each task that fails
   */
  public TrainingWorker(
      String name, IncomingStudy study, ModelFolder folder, Consumer<String> notices) {
    this.name = name;
    this.study = study;
    this.folder = folder;
    this.notices = notices;
    this.thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** What ended its work against its will; empty while all is well. */
  public Optional<String> problem() {
    return problem;
  }

  /** Works no more; what it is at is left undone. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!stopped) {
        if (!trainNext() && !predictNext()) {
          LearningCalls.pause();
        }
      }
    } catch (RuntimeException e) {
      if (!stopped) {
        problem = Optional.of(name + " has stopped: " + e.getMessage());
      }
    }
  }

  private boolean trainNext() {
    for (Learnuplet task : study.learnuplets(TO_DO)) {
      if (task.start().isPresent() && take("learnuplet", task.uuid())) {
        report("/learndone/", task.uuid(), done(() -> train(task), "the training " + task.uuid()));
        return true;
      }
    }
    return false;
  }

  private boolean predictNext() {
    for (Document task : study.documents("preduplet", TO_DO)) {
      String uuid = task.text("uuid");
      if (take("preduplet", uuid)) {
        report("/preddone/", uuid, done(() -> predict(task), "the prediction " + uuid));
        return true;
      }
    }
    return false;
  }

  /** Whether a task is this worker's now. */
  private boolean take(String kind, String uuid) {
    String path = kind + "/" + LearningCalls.encoded(uuid);
    try {
      study.calls().post("/worker/" + path, IncomingStudy.object("worker", name));
      return true;
    } catch (IncomingException e) {
      if (!e.isRefused()) {
        throw e;
      }
      // The answer to a first try may have been lost.
      Document now = new Document(study.calls().get("/" + path));
      return now.text("status").equals("pending")
          && now.find("worker").filter(name::equals).isPresent();
    }
  }

  /** What it does in a task; gives what it found out. */
  private interface Work {
    JsonObject run();
  }

  private JsonObject done(Work work, String what) {
    try {
      JsonObject report = work.run();
      report.addProperty("status", "done");
      return report;
    } catch (RuntimeException e) {
      // Whatever is wrong with a task must not end the worker.
      say("%s has failed: %s".formatted(what, e.getMessage()));
      return IncomingStudy.object("status", "failed");
    }
  }

  private void report(String path, String uuid, JsonObject report) {
    try {
      study.calls().post(path + LearningCalls.encoded(uuid), report);
    } catch (IncomingException e) {
      if (!e.isRefused()) {
        throw e;
      }
      // It was handed out again meanwhile, and another one has reported.
      say("a report is not wanted: " + e.getMessage());
    }
  }

  private void say(String what) {
    if (!stopped) {
      notices.accept("%s: %s.".formatted(name, what));
    }
  }

  private JsonObject train(Learnuplet task) {
    Optional<String> start =
        task.start().filter(id -> !id.equals(task.algo())).map(id -> folder.read(Kind.models, id));
    Algorithm.Model model = algorithm(task.algo()).train(start, records(task.trainData()));
    folder.write(Kind.models, task.end(), model.text());
    JsonObject report = new JsonObject();
    report.addProperty("perf", Score.of(model.chance(), records(task.testData())).accuracy());
    report.add("train_perf", chances(model.chance(), task.trainData()));
    report.add("test_perf", chances(model.chance(), task.testData()));
    return report;
  }

  private JsonObject predict(Document task) {
    String data = task.text("data");
    String id = task.text("model");
    // A prediction names its model alone; which kind that is says the training that made it.
    Learnuplet made =
        study.learnuplets("&model_end=" + LearningCalls.encoded(id)).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nothing has made the model " + id));
    double chance =
        algorithm(made.algo())
            .read(folder.read(Kind.models, id))
            .chance()
            .applyAsDouble(study.patients().record(data));
    String stored = UUID.randomUUID().toString();
    folder.write(Kind.predictions, stored, PredictionFile.text(data, chance));
    return IncomingStudy.object("prediction_storage_uuid", stored);
  }

  private Algorithm algorithm(String id) {
    return study
        .algorithm(id)
        .orElseThrow(
            () -> new IllegalArgumentException("the algorithm %s is unknown".formatted(id)));
  }

  private List<MedicalRecord> records(List<String> ids) {
    List<MedicalRecord> records = new ArrayList<>();
    ids.forEach(id -> records.add(study.patients().record(id)));
    return records;
  }

  /** Per record, the chance that the model gives to the right diagnosis. */
  private JsonObject chances(ToDoubleFunction<MedicalRecord> model, List<String> ids) {
    JsonObject chances = new JsonObject();
    for (String id : ids) {
      MedicalRecord record = study.patients().record(id);
      double malignant = model.applyAsDouble(record);
      chances.addProperty(id, record.malignant() ? malignant : 1 - malignant);
    }
    return chances;
  }
}
