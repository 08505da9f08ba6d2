package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong or means ill is refused at the HTTP port, and others are still served. */
class HostileRequestsTest {
  private static final String MEMBER = "mspid: MyOrg1MSP\r\nchannel: mychannel\r\n";
  private static final String ONE = "MyOrg1MSP";
  private static final int PATIENCE_MILLIS = 90_000;

  @TempDir private static Path folder;
  private static ServerProcess server;

  private final Deque<Socket> sockets = new ArrayDeque<>();

  @BeforeAll
  static void aServer() throws Exception {
    server =
        ServerProcess.start(
            ServerSettings.on(folder.resolve("data"))
                .withFlags("--http-connections", "200", "--message-size", "1MiB"));
    try (Connection connection = Connection.to(server.target())) {
      connection
          .as(ONE, "mychannel")
          .call(
              OrganizationServiceGrpc.getRegisterOrganizationMethod(),
              RegisterOrganizationParam.getDefaultInstance());
    }
  }

  @AfterAll
  static void endsTheServer() {
    server.close();
  }

  @AfterEach
  void leave() throws IOException {
    while (!sockets.isEmpty()) {
      sockets.pop().close();
    }
  }

  private Socket connect() throws IOException {
    HostAndPort door = HostAndPort.fromString(server.pages());
    Socket socket = new Socket(door.getHost(), door.getPort());
    sockets.push(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** What is answered to these bytes, until the server closes the connection. */
  private String answer(byte[] sent) throws IOException {
    Socket socket = connect();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(sent);
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
      }
    } catch (SocketException e) {
      // It closes while more is sent.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private String answer(String sent) throws IOException {
    return answer(sent.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String get(String path, String headers) throws IOException {
    return answer(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + server.pages()
            + "\r\nConnection: close\r\n"
            + headers
            + "\r\n");
  }

  private String post(String path, String headers, byte[] body) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.write(
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + server.pages()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n"
                + MEMBER
                + headers
                + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    sent.write(body);
    return answer(sent.toByteArray());
  }

  private void othersAreServed() throws IOException {
    assertThat(get("/api/v1/organizations", MEMBER)).startsWith("HTTP/1.1 200").contains(ONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/../v1/organizations",
        "/api/v1/%2e%2e/v1/organizations",
        "/api/v1/./organizations",
        "//api/v1/organizations",
        "/api//v1/organizations",
        "/api/v1/organizations/",
        "/API/v1/organizations",
        "/api/v1/organizations%00",
        "/api/v1/organizations;x=1",
        "/api/v1/plans/a:b",
        "/api/v1/plans/%zz",
        "/docs/../api/v1/organizations"
      })
  void aPathThatIsWrittenInAnotherWayLeadsNowhere(String path) throws IOException {
    assertThat(get(path, MEMBER))
        .matches("(?s)HTTP/1.1 (400|404) .*")
        .doesNotContain("creationDate");
    othersAreServed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: identity\r\n",
        "Content-Length : 2\r\n"
      })
  void aBodyWithTwoEndsIsNotTaken(String lengths) throws IOException {
    String hidden = "GET /metrics HTTP/1.1\r\nHost: " + server.pages() + "\r\n\r\n";

    String answer =
        answer(
            "POST /api/v1/plans HTTP/1.1\r\nHost: "
                + server.pages()
                + "\r\n"
                + "Content-Type: application/json\r\n"
                + MEMBER
                + lengths
                + "\r\n"
                + "0\r\n\r\n"
                + hidden);

    assertThat(answer).containsOnlyOnce("HTTP/1.1 ").startsWith("HTTP/1.1 400");
    othersAreServed();
  }

  @Test
  void twoHostsAreRefused() throws IOException {
    assertThat(get("/api/v1/organizations", "Host: rebound.example.org\r\n" + MEMBER))
        .startsWith("HTTP/1.1 400")
        .contains("the header Host is given twice");
    othersAreServed();
  }

  @Test
  void theNameOfTheMachineIsNotTold() throws IOException {
    assertThat(answer("GET /api/v1/organizations HTTP/1.0\r\n" + MEMBER + "\r\n"))
        .contains(" 200 OK")
        .contains(ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost.", "LOCALHOST.:8484", "[::1]", "127.0.0.1"})
  void theNamesOfLoopbackAreKnown(String host) throws IOException {
    assertThat(
            answer(
                "GET /api/v1/organizations HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nConnection: close\r\n"
                    + MEMBER
                    + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aNameThatLeadsHereFromElsewhereIsMisdirected() throws IOException {
    String answer =
        answer(
            "GET /api/v1/organizations HTTP/1.1\r\nHost: rebound.example.org\r\nConnection: close\r\n"
                + MEMBER
                + "\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 421")
        .contains("this door is not known as \\\"rebound.example.org\\\"");
    othersAreServed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example.org", "null", "http://127.0.0.1"})
  void aPageOfAnotherOriginCannotWrite(String origin) throws IOException {
    String answer =
        post("/api/v1/plans", "Origin: " + origin + "\r\n", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 403").contains("--http-cors-origins");
    othersAreServed();
  }

  @Test
  void aFormOfAnotherSiteIsNoJson() throws IOException {
    String answer =
        answer(
            "POST /api/v1/plans HTTP/1.1\r\nHost: "
                + server.pages()
                + "\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                + MEMBER
                + "\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 415");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws IOException {
    byte[] body = "{\"name\": \"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(post("/api/v1/plans", "", body))
        .startsWith("HTTP/1.1 400")
        .contains("the body is not UTF-8");
  }

  @Test
  void aDeepBodyIsRefused() throws IOException {
    byte[] body = "{\"a\":".repeat(100_000).getBytes(StandardCharsets.US_ASCII);

    assertThat(post("/api/v1/plans", "", body)).startsWith("HTTP/1.1 400");
    othersAreServed();
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws IOException {
    byte[] body = new byte[(1 << 20) + 1];

    assertThat(post("/api/v1/plans", "", body)).startsWith("HTTP/1.1 413");
    othersAreServed();
  }

  @Test
  void headersOverTheLimitAreRefused() throws IOException {
    assertThat(get("/api/v1/organizations", "x: " + "y".repeat(20_000) + "\r\n"))
        .startsWith("HTTP/1.1 431");
    assertThat(get("/api/v1/organizations?" + "y".repeat(20_000), "")).startsWith("HTTP/1.1 414");
    othersAreServed();
  }

  @Test
  void whoSendsNoWholeRequestGivesWayToOthers() throws IOException {
    for (int i = 0; i < 250; i++) {
      Socket socket = connect();
      try {
        socket.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.US_ASCII));
      } catch (SocketException e) {
        // It has given way already.
      }
    }

    othersAreServed();
  }

  @Test
  void whoLeavesInTheMiddleLeavesNothingInTheLog() throws IOException {
    String before = server.log();
    for (int i = 0; i < 20; i++) {
      Socket leaving = connect();
      leaving
          .getOutputStream()
          .write(
              ("POST /api/v1/plans HTTP/1.1\r\nHost: "
                      + server.pages()
                      + "\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
                      + MEMBER
                      + "\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      leaving.shutdownOutput();
      // The server has seen that it has gone when it closes too.
      leaving.getInputStream().readAllBytes();
    }

    assertThat(server.log()).isEqualTo(before);
  }

  @Test
  void whoNeverSendsAWholeRequestIsCut() throws IOException {
    Socket slow = connect();
    slow.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.US_ASCII));

    assertThat(slow.getInputStream().read()).isEqualTo(-1);
  }
}
