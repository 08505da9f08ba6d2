package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import orchestrator.demo.incoming.FakeService.Call;
import orchestrator.demo.incoming.ModelFolder.Kind;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.RecordFile;
import orchestrator.demo.learning.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TrainingWorkerTest {
  private static final String ALGO = "neural-network-r";

  @TempDir private Path base;
  private final Patients patients = Patients.of(RecordFile.shipped(), 6);
  private final List<String> day = patients.days().get(0);
  private final List<String> test = patients.heldBack();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  @Test
  void itTrainsFromNothingAndTellsHowGoodThatIs() throws Exception {
    FakeTasks tasks = new FakeTasks().training("u", ALGO, Optional.of(ALGO), day, test);
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(next(service)).isEqualTo("POST /worker/learnuplet/u {\"worker\":\"worker-1\"}");
      Call done = service.posts().take();

      Algorithm.Model model = Algorithm.NETWORK.train(Optional.empty(), records(day));
      assertThat(folder().read(Kind.models, "end-of-u")).isEqualTo(model.text());
      assertThat(done.line()).isEqualTo("POST /learndone/u");
      JsonObject report = JsonParser.parseString(done.body()).getAsJsonObject();
      assertThat(report.get("status").getAsString()).isEqualTo("done");
      assertThat(report.get("perf").getAsDouble())
          .isEqualTo(Score.of(model.chance(), records(test)).accuracy());
      assertThat(report.getAsJsonObject("train_perf").keySet())
          .containsExactlyInAnyOrderElementsOf(day);
      assertThat(report.getAsJsonObject("test_perf").keySet())
          .containsExactlyInAnyOrderElementsOf(test);
    }
  }

  @Test
  void itGoesOnFromTheModelThatTheTaskNames() throws Exception {
    String start = Algorithm.NETWORK.train(Optional.empty(), records(test)).text();
    folder().write(Kind.models, "best", start);
    FakeTasks tasks = new FakeTasks().training("u", ALGO, Optional.of("best"), day, test);
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();
      service.posts().take();
      service.posts().take();
    }

    assertThat(folder().read(Kind.models, "end-of-u"))
        .isEqualTo(Algorithm.NETWORK.train(Optional.of(start), records(day)).text());
  }

  @Test
  void aTaskThatIsHeldIsLeftAlone() throws Exception {
    FakeTasks tasks =
        new FakeTasks()
            .training("held", ALGO, Optional.empty(), day, test)
            .training("open", ALGO, Optional.of(ALGO), day, test);
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(next(service)).startsWith("POST /worker/learnuplet/open ");
      assertThat(next(service)).startsWith("POST /learndone/open ");
      assertThat(service.posts().poll(300, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void aTaskThatCannotBeDoneIsReportedAsFailedAndTold() throws Exception {
    FakeTasks tasks =
        new FakeTasks()
            .training("u", ALGO, Optional.of("gone"), day, test)
            .training("v", "somebody-elses", Optional.of("somebody-elses"), day, test)
            .training("w", ALGO, Optional.of(ALGO), List.of("record-9999"), test);
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(notices.take())
          .isEqualTo(
              "worker-1: the training u has failed: the file %s is missing.",
              base.resolve("models").resolve("gone.json"));
      assertThat(notices.take())
          .isEqualTo(
              "worker-1: the training v has failed: the algorithm somebody-elses is unknown.");
      assertThat(notices.take())
          .isEqualTo("worker-1: the training w has failed: there is no record record-9999.");
      assertThat(next(service)).startsWith("POST /worker/");
      assertThat(next(service)).isEqualTo("POST /learndone/u {\"status\":\"failed\"}");
      assertThat(worker.problem()).isEmpty();
    }
  }

  @Test
  void twoWorkersShareTheTasksAndReportEachOnce() throws Exception {
    FakeTasks tasks = new FakeTasks();
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "u" + i).toList();
    ids.forEach(id -> tasks.training(id, ALGO, Optional.of(ALGO), day, test));
    try (FakeService service = new FakeService(tasks);
        TrainingWorker one = worker("worker-1", service);
        TrainingWorker two = worker("worker-2", service)) {
      one.start();
      two.start();

      List<String> reported =
          IntStream.range(0, Integer.MAX_VALUE)
              .mapToObj(i -> next(service))
              .filter(line -> line.startsWith("POST /learndone/"))
              .map(line -> line.replaceFirst("POST /learndone/(\\S+) .*", "$1"))
              .limit(ids.size())
              .toList();

      assertThat(reported).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void aTaskIsTakenAlsoWhenTheAnswerToThatIsLost() throws Exception {
    FakeTasks tasks =
        new FakeTasks().losingAnswers().training("u", ALGO, Optional.of(ALGO), day, test);
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(next(service)).startsWith("POST /worker/");
      assertThat(next(service)).startsWith("POST /learndone/u ").contains("\"done\"");
    }
  }

  @Test
  void itPredictsWithTheModelThatTheWishNames() throws Exception {
    FakeTasks tasks =
        new FakeTasks()
            .training("u", ALGO, Optional.of(ALGO), day, test)
            .prediction("p", "record-4", "end-of-u");
    try (FakeService service = new FakeService(tasks);
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();
      assertThat(next(service)).startsWith("POST /worker/learnuplet/u");
      assertThat(next(service)).startsWith("POST /learndone/u");

      assertThat(next(service)).isEqualTo("POST /worker/preduplet/p {\"worker\":\"worker-1\"}");
      assertThat(next(service)).startsWith("POST /preddone/p ").contains("\"done\"");

      IncomingStudy study = study(service);
      Algorithm.Model model = Algorithm.NETWORK.train(Optional.empty(), records(day));
      Prediction said = study.prediction("p", folder());
      assertThat(said.chance()).contains(model.chance().applyAsDouble(patients.record("record-4")));
      assertThat(said.malignant()).isEqualTo(patients.record("record-4").malignant());
    }
  }

  @Test
  void whatEndsItsWorkIsToldInOneSentence() throws Exception {
    try (FakeService service = FakeService.always(401, "Unauthorized Access");
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(awaitProblem(worker))
          .contains(
              "worker-1 has stopped: GET /learnuplet: the service of learning does not know the"
                  + " account (401)");
    }
  }

  @Test
  void aListThatIsNoneEndsItsWork() throws Exception {
    try (FakeService service = FakeService.always(200, "{\"learnuplets\": [{\"uuid\": 7}]}");
        TrainingWorker worker = worker("worker-1", service)) {
      worker.start();

      assertThat(awaitProblem(worker))
          .contains(
              "worker-1 has stopped: the service of learning answers a document whose field"
                  + " \"uuid\" cannot be read");
    }
  }

  private static Optional<String> awaitProblem(TrainingWorker worker) throws Exception {
    while (worker.problem().isEmpty()) {
      Thread.sleep(10);
    }
    return worker.problem();
  }

  private TrainingWorker worker(String name, FakeService service) {
    return new TrainingWorker(name, study(service), folder(), notices::add);
  }

  private IncomingStudy study(FakeService service) {
    return new IncomingStudy(service.calls(Duration.ofSeconds(30)), "r", patients);
  }

  private ModelFolder folder() {
    return new ModelFolder(base);
  }

  private List<MedicalRecord> records(List<String> ids) {
    return ids.stream().map(patients::record).toList();
  }

  private static String next(FakeService service) {
    try {
      Call call = service.posts().take();
      return call.line() + " " + call.body();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
