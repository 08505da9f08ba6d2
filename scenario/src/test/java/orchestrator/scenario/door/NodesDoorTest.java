package orchestrator.scenario.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes register at a door of their own, and harm nobody there. */
class NodesDoorTest extends OpenDoors {
  @Test
  void aNodeIsAnsweredByTwoHundredWithoutABody() throws InterruptedException {
    HttpResponse<String> answer = register("{\"ipAddress\":\"10.0.0.1\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("server")).isPresent();
    assertThat(answer.headers().firstValue("date")).isPresent();
    assertThat(connected.poll(10, SECONDS).path("ipAddress").asText()).isEqualTo("10.0.0.1");
  }

  @Test
  void anyJsonAndAnyPathRegisters() throws InterruptedException {
    for (String json : List.of("[1,2]", "7", "\"text\"")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(nodes("/some/where?x=1")).POST(BodyPublishers.ofString(json));
      assertThat(send(request).statusCode()).isEqualTo(200);
      assertThat(connected.poll(10, SECONDS)).hasToString(json);
    }
  }

  @Test
  void whatIsNoJsonIsToldAndAddsNoNode() throws IOException {
    HttpResponse<String> answer = register("{\"password\":\"secret\"");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("the body is not JSON at line 1").doesNotContain("secret");
    assertThat(status().path("nodes")).isEmpty();
  }

  @Test
  void whatHasNoLengthAndWhatIsNoPostIsTold() throws IOException {
    assertThat(raw("POST / HTTP/1.0\r\n\r\n")).contains(" 411 ");
    assertThat(send(HttpRequest.newBuilder(nodes("/"))).statusCode()).isEqualTo(501);
  }

  @Test
  void aNodeProgramThatSpeaksHttpOneZeroIsAnswered() throws IOException, InterruptedException {
    assertThat(raw("POST /post HTTP/1.0\r\nContent-Length: 8\r\n\r\n{\"id\":7}")).contains(" 200 ");
    assertThat(connected.poll(10, SECONDS).path("id").asInt()).isEqualTo(7);
  }

  @Test
  void aNodeWhoseProxyFailsOrHangsKeepsNobodyElseOut() throws Exception {
    assertThat(register("{\"hangs\":true}").statusCode()).isEqualTo(200);
    assertThat(register("{\"fails\":true}").statusCode()).isEqualTo(200);
    assertThat(register("{\"id\":\"good\"}").statusCode()).isEqualTo(200);
    Controller controller = new Controller();
    controller.socket.sendText(load(1, "n"), true).join();
    controller.hear("accepted");
    JsonNode heard = controller.heard.poll(20, SECONDS);
    while (heard.path("type").asText().equals("waiting")) {
      heard = controller.heard.poll(20, SECONDS);
    }
    assertThat(heard.path("type").asText()).isEqualTo("started");
    controller.hear("ended");
    assertThat(sent).containsExactly("good n 10", "good n 10");
    assertThat(status().path("failed_registrations").toString())
        .contains("could not be registered: the chain is not there");
  }

  @Test
  void moreNodesThanAllowedAreRefused() throws InterruptedException {
    registerNode("a");
    registerNode("b");
    registerNode("c");
    HttpResponse<String> fourth = register("{\"id\":\"d\"}");
    assertThat(fourth.statusCode()).isEqualTo(503);
    assertThat(fourth.body()).contains("there are 3 nodes already");
    assertThat(register("{\"id\":\"a\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    assertThat(register("\"" + "x".repeat(2 << 20) + "\"").statusCode()).isEqualTo(413);
  }

  @Test
  void jsonOverALimitOfTheReaderIsToldSo() {
    HttpResponse<String> answer = register("[".repeat(2_000) + "]".repeat(2_000));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("the body is over a limit of what is read: Document nesting depth (1001)")
        .doesNotContain("StreamReadConstraints");
  }
}
