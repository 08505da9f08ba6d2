package orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door itself refuses is told as a problem that says what is wrong. */
class DoorRefusalsTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String CALLER = "mspid: a\r\nchannel: b\r\n";

  private static ManagedChannel nowhere;
  private static Door door;

  @BeforeAll
  static void open() throws Exception {
    nowhere = InProcessChannelBuilder.forName("nowhere").build();
    door = TestDoor.on(nowhere);
  }

  @AfterAll
  static void close() {
    door.close();
    nowhere.shutdownNow();
  }

  /** An answer to a request of which each byte is known. */
  private static String answer(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.address().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String get(String target, String headers) throws Exception {
    return answer(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "\r\n");
  }

  /** Checks an answer's form, and gives its sentence. */
  private static String detail(String answer, int status) throws Exception {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("content-type: application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("request_id").asText()).isNotEmpty();
    return problem.get("detail").asText();
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1048577,", "Transfer-Encoding: chunked,100001"})
  void aBodyOverTheLimitIsToldTheLimit(String ends, String chunk) throws Exception {
    // What is not read when the door hangs up may take the answer with it.
    String body = chunk == null ? "" : chunk + "\r\n" + " ".repeat(TestDoor.MOST_BYTES + 1);
    String answer =
        answer(
            "POST /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + CALLER
                + ends
                + "\r\n\r\n"
                + body);

    assertThat(detail(answer, 413)).isEqualTo("the body has more than 1048576 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyOverTheLimitIsToldTheLimitByEachVersion(Version version) throws Exception {
    var answer =
        HttpClient.newBuilder()
            .version(version)
            .build()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:" + door.address().getPort() + "/api/v1/plans"))
                    .headers("mspid", "a", "channel", "b", "content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(new byte[TestDoor.MOST_BYTES + 1]))
                    .build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("the body has more than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/%zz",
        "/api/v1/plans/%zz",
        "/healthz/%zz",
        "/api/../v1/plans",
        "/api/v1/plans%00"
      })
  void aPathThatIsNotWellFormedIsToldSo(String path) throws Exception {
    assertThat(detail(get(path, CALLER), 400)).startsWith("the path is not well formed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "a%c3", "%ed%a0%80", "%c0%80"})
  void bytesThatAreNotUtf8AreRefused(String bytes) throws Exception {
    assertThat(detail(get("/api/v1/plans/" + bytes, CALLER), 400))
        .isEqualTo("the path is not UTF-8");
    assertThat(detail(get("/api/v1/plans?filter.owner=" + bytes, CALLER), 400))
        .isEqualTo("the query is not UTF-8");
    assertThat(detail(get("/api/v1/events:subscribe?start_event_id=" + bytes, CALLER), 400))
        .isEqualTo("the query is not UTF-8");
  }

  @Test
  void bytesWithoutAPercentSignAreNotTakenForOthers() throws Exception {
    assertThat(detail(get("/api/v1/plans/\u00e9", CALLER), 400)).startsWith("the path ");
    assertThat(detail(get("/api/v1/plans?filter.owner=\u00e9", CALLER), 400))
        .startsWith("the query ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "organization=c|the header mspid is \"a\" and the parameter organization \"c\"",
        "channel=c|the header channel is \"b\" and the parameter channel \"c\"",
        "organization=|the header mspid is \"a\" and the parameter organization \"\"",
        "organization=a&organization=a|the parameter \"organization\" is given twice",
        "channel=b&channel=c|the parameter \"channel\" is given twice"
      })
  void aCallerThatIsNamedInTwoWaysIsRefused(String query, String words) throws Exception {
    assertThat(detail(get("/api/v1/plans?" + query, CALLER), 400)).isEqualTo(words);
  }

  @Test
  void aCallerThatIsNamedTwiceInOneWayIsNot() throws Exception {
    assertThat(get("/api/v1/plans?organization=a&channel=b", CALLER)).startsWith("HTTP/1.1 503");
    assertThat(get("/api/v1/plans?organization=a&channel=b", "")).startsWith("HTTP/1.1 503");
  }

  @Test
  void whatIsNoCallOfAnRpcIsAProblem() throws Exception {
    String path = "/orchestrator.InfoService/QueryVersion";
    String got = get(path, CALLER);
    assertThat(detail(got, 405)).isEqualTo("an rpc can only be called by POST");
    assertThat(got).contains("allow: POST\r\n");

    String post = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + CALLER;
    for (String type : new String[] {"", "Content-Type: application/json\r\n"}) {
      assertThat(detail(answer(post + type + "Content-Length: 2\r\n\r\n{}"), 415))
          .contains("is called by gRPC or gRPC-Web");
    }
  }
}
