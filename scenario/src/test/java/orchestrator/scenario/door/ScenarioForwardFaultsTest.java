package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a service of scenarios does wrong is told as the service's fault. */
class ScenarioForwardFaultsTest extends ForwardingDoor {
  @Test
  @Tag("slow")
  void aServiceThatIsAwayIsTold() throws Exception {
    open(PATIENT);
    server.stop().join();

    assertProblem(get("/v1/scenario"), 502, "cannot be reached");
    assertProblem(post("/v1/scenario/stop"), 502, "cannot be reached");
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "cannot be reached");
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
    open(new ScenarioForward.Bounds(Duration.ofMillis(200), MOST, MOST));
    service = path -> HttpResponse.streaming();

    assertProblem(get("/v1/scenario"), 502, "has not answered within 200 ms");
  }

  @Test
  void aFloodIsCutOff() throws Exception {
    open(PATIENT);
    service =
        path -> {
          HttpResponseWriter flood = HttpResponse.streaming();
          flood.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/json"));
          more(flood);
          return flood;
        };

    assertProblem(get("/v1/scenario"), 502, "answers with more than " + MOST + " bytes");
    service = path -> HttpResponse.of(MediaType.HTML_UTF_8, "x".repeat(MOST + 1));
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "answers with more than");
    service = path -> HttpResponse.of(MediaType.JSON_UTF_8, "{\"well\":true}");
    assertThat(get("/v1/scenario").statusCode()).isEqualTo(200);
  }

  private static void more(HttpResponseWriter flood) {
    if (flood.tryWrite(HttpData.ofUtf8("x".repeat(10_000)))) {
      var unused = flood.whenConsumed().thenRun(() -> more(flood));
    }
  }

  @Test
  void aRefusalOfTheServiceIsNotOneOfTheCaller() throws Exception {
    open(PATIENT);
    service = path -> HttpResponse.of(HttpStatus.UNAUTHORIZED);
    assertProblem(get("/v1/scenario"), 502, "does not let this door in");
    service = path -> HttpResponse.of(HttpStatus.NOT_FOUND);
    assertProblem(get("/v1/scenario"), 502, "answers with the status 404");
    service = path -> HttpResponse.of(MediaType.HTML_UTF_8, "<p>");
    assertProblem(get("/v1/scenario"), 502, "is no service of scenarios");
    service =
        path ->
            HttpResponse.of(
                HttpStatus.FOUND, MediaType.PLAIN_TEXT, HttpData.empty(), HttpHeaders.of());
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "answers with the status 302");
  }
}
