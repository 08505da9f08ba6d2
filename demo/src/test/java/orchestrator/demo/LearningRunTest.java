package orchestrator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.demo.incoming.FakeService;
import orchestrator.demo.incoming.FakeService.Reply;
import orchestrator.demo.incoming.IncomingException;
import orchestrator.demo.incoming.IncomingStudy;
import orchestrator.demo.incoming.ModelFolder;
import orchestrator.demo.incoming.Patients;
import orchestrator.demo.learning.RecordFile;
import orchestrator.demo.screen.Glyphs;
import orchestrator.demo.screen.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LearningRunTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void withoutAnAccountThereIsNoProblem() throws Exception {
    try (FakeService service = FakeService.always(401, "Unauthorized Access")) {
      assertThatThrownBy(() -> run(service, LONG))
          .isInstanceOf(IncomingException.class)
          .hasMessage("POST /problem: the service of learning does not know the account (401)");
    }
  }

  @Test
  void whatTheServiceRefusesIsTold() throws Exception {
    try (FakeService service = FakeService.always(400, "{\"Error\": \"not like this\"}")) {
      assertThatThrownBy(() -> run(service, LONG))
          .hasMessage("POST /problem: the service of learning answers 400: not like this");
    }
  }

  @Test
  void aWorkerThatCannotGoOnEndsTheRun() throws Exception {
    try (FakeService service =
        new FakeService(
            call ->
                Optional.of(
                    call.line().startsWith("POST")
                        ? new Reply(201, "{}")
                        : call.line().contains("status=todo")
                            ? new Reply(500, "oh")
                            : new Reply(200, "{\"learnuplets\": []}")))) {
      assertThatThrownBy(() -> run(service, LONG))
          .isInstanceOf(StudyFailedException.class)
          .hasMessageMatching(
              "The training stopped: worker-\\d has stopped: GET /learnuplet: the service of"
                  + " learning answers 500\\.");
    }
  }

  @Test
  void whenNoTrainingComesTheRunGivesUpAndTheReportIsDrawnAllTheSame() throws Exception {
    try (FakeService service =
        new FakeService(
            call ->
                Optional.of(
                    call.line().startsWith("POST")
                        ? new Reply(201, "{}")
                        : new Reply(200, "{\"learnuplets\": [], \"preduplets\": []}")))) {
      assertThatThrownBy(() -> run(service, SHORT))
          .isInstanceOf(StudyFailedException.class)
          .hasMessage(
              "Nothing moved for 0 s: day 1: of 4 trainings 0 are done, 0 wait and 0 are with a"
                  + " worker.");
    }
    assertThat(folder.resolve("r.svg")).content().contains("No training came to its end.");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("Problem tumours-r: right diagnoses on 113 held-back records; 40 records a");
  }

  @Test
  void aServiceThatNeverAnswersIsGivenUp() throws Exception {
    try (FakeService service = new FakeService(call -> Optional.empty())) {
      assertThatThrownBy(() -> run(service, SHORT))
          .isInstanceOf(IncomingException.class)
          .hasMessageContaining("does not answer: nothing came in ");
    }
  }

  private boolean run(FakeService service, Duration patience) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    IncomingStudy study =
        new IncomingStudy(service.calls(patience), "r", Patients.of(RecordFile.shipped(), 6));
    return new LearningRun(
            study,
            new ModelFolder(folder),
            new Patience(patience),
            new Screen(out, () -> Duration.ZERO),
            Glyphs.ofStandardOutput(),
            () -> Duration.ZERO)
        .run(
            Optional.of(folder.resolve("r.svg")), new PrintStream(OutputStream.nullOutputStream()));
  }
}
