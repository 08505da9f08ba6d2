package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import orchestrator.demo.incoming.FakeService.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class LearningCallsTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void aCallHasAnAccountAndABody() throws Exception {
    try (FakeService service = FakeService.always(201, "{\"new_problem\": {}}")) {
      JsonObject answer = service.calls(LONG).post("/problem", IncomingStudy.object("uuid", "P"));

      assertThat(answer.has("new_problem")).isTrue();
      assertThat(service.received())
          .containsExactly(
              new FakeService.Call("POST /problem", "{\"uuid\":\"P\"}", "Basic ZGVtbzpzZWNyZXQ="));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | Unauthorized Access | POST /algo: the service of learning does not know the account"
            + " (401)",
        "400 | {\"Error\": \"non-existing related problem\"} | POST /algo: the service of learning"
            + " answers 400: non-existing related problem",
        "500 | <html>oh</html> | POST /algo: the service of learning answers 500",
        "201 | [1] | POST /algo: the service of learning answers no JSON object",
        "201 | {\"half | POST /algo: the service of learning answers no JSON object"
      })
  void whatIsWrongIsToldInOneSentence(int status, String body, String sentence) throws Exception {
    try (FakeService service = FakeService.always(status, body)) {
      LearningCalls calls = service.calls(LONG);

      assertThatThrownBy(() -> calls.post("/algo", new JsonObject()))
          .isInstanceOf(IncomingException.class)
          .hasMessage(sentence);
      assertThat(service.received()).hasSize(1);
    }
  }

  @Test
  void whoNeverAnswersIsGivenUpAfterThePatience() throws Exception {
    try (FakeService service = new FakeService(call -> Optional.empty())) {
      LearningCalls calls = service.calls(SHORT);

      assertThatThrownBy(() -> calls.get("/learnuplet?problem=P"))
          .hasMessageMatching(
              "GET /learnuplet: the service of learning at %s does not answer: nothing came in"
                      .formatted(service.place())
                  + " \\d+ ms");
    }
  }

  @Test
  void whereNobodyListensNobodyAnswers() throws Exception {
    String place;
    try (FakeService service = FakeService.always(200, "{}")) {
      place = service.place();
    }

    assertThatThrownBy(() -> new LearningCalls(place, "demo", "secret", SHORT).get("/problem"))
        .hasMessage(
            "GET /problem: the service of learning at %s does not answer: nobody listens there",
            place);
  }

  @Test
  void whoIsBusyIsAskedAgainUntilThereIsAnAnswer() throws Exception {
    Queue<Reply> replies =
        new ConcurrentLinkedQueue<>(
            List.of(new Reply(503, "{}"), new Reply(429, "{}"), new Reply(200, "{\"a\": 1}")));
    try (FakeService service = new FakeService(call -> Optional.ofNullable(replies.poll()))) {
      assertThat(service.calls(LONG).get("/problem").get("a").getAsInt()).isEqualTo(1);
      assertThat(service.received()).hasSize(3);
    }
  }

  @Test
  void whoIsBusyForLongerThanThePatienceIsToldByItsStatus() throws Exception {
    try (FakeService service = FakeService.always(503, "")) {
      LearningCalls calls = service.calls(SHORT);

      assertThatThrownBy(() -> calls.get("/problem")).hasMessageEndingWith(": it says 503");
    }
  }
}
