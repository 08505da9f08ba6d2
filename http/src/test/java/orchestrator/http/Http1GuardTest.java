package orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On one port that speaks TLS and plain HTTP, as a door's does. */
class Http1GuardTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: door\r\n\r\n";

  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();
  private static Server server;

  @BeforeAll
  static void aServer() {
    Door.prepare();
    Connections connections = new Connections(100);
    HttpService echo =
        (context, request) -> {
          connections.count(context);
          ASKED.add(context.path() + " of " + request.authority());
          return HttpResponse.of(
              request
                  .aggregate()
                  .thenApply(whole -> HttpResponse.of("got <" + whole.contentUtf8() + ">")));
        };
    server =
        Server.builder()
            .port(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SessionProtocol.HTTP,
                SessionProtocol.HTTPS)
            .tlsSelfSigned()
            .childChannelPipelineCustomizer(connections::accept)
            .errorHandler(new Problems())
            .service("/", echo)
            .service("/hidden", echo)
            .build();
    server.start().join();
  }

  @AfterAll
  static void endsTheServer() {
    server.stop().join();
  }

  @BeforeEach
  void nothingAsked() {
    ASKED.clear();
  }

  enum Transport {
    CLEAR {
      @Override
      Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.activeLocalPort());
      }
    },
    TLS {
      @Override
      Socket connect() throws Exception {
        return trusting()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.activeLocalPort());
      }
    };

    abstract Socket connect() throws Exception;
  }

  private static SSLContext trusting() throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    return tls;
  }

  /** What is answered to these texts, sent one by one, until the server hangs up. */
  private static String answer(Transport transport, String... sent) throws Exception {
    try (Socket socket = transport.connect()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (String part : sent) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String post(String headers) {
    return "POST / HTTP/1.1\r\nHost: door\r\n" + headers + "\r\n";
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsAChunkedRequestIsNotTaken(Transport transport) throws Exception {
    String answer =
        answer(transport, post("Transfer-Encoding: chunked\r\n") + "2\r\nab\r\n0\r\n\r\n" + HIDDEN);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("connection: close\r\n")
        .endsWith("\r\n\r\ngot <ab>");
    assertThat(ASKED).containsExactly("/ of door");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHiddenBehindTheEndOfChunksIsNotTaken(Transport transport) throws Exception {
    String headers = "Content-Length: " + (5 + HIDDEN.length()) + "\r\n";
    String answer =
        answer(transport, post(headers + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n" + HIDDEN);

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\ngot <>");
    assertThat(ASKED).containsExactly("/ of door");
  }

  @ParameterizedTest
  @EnumSource
  void whatComesLaterIsNotTakenEither(Transport transport) throws Exception {
    String answer =
        answer(
            transport,
            "P",
            "OST / HT",
            "TP/1.1\r\nHost: door\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            "\r\n",
            HIDDEN);

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\ngot <>");
    assertThat(ASKED).containsExactly("/ of door");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked^Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked^Transfer-Encoding: identity",
        "Content-Length: 5^Transfer-Encoding: identity",
        "Content-Length: 5^Transfer-Encoding: xchunked"
      })
  void aBodyWhoseEndIsNotPlainIsRefused(String headers) throws Exception {
    for (Transport transport : Transport.values()) {
      String answer =
          answer(transport, post(headers.replace("^", "\r\n") + "\r\n") + "0\r\n\r\n" + HIDDEN);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("the header Transfer-Encoding can only be chunked")
          .containsOnlyOnce("HTTP/1.1");
      assertThat(ASKED).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1|Host: localhost^Host: evil.example|the header Host is given twice",
        "HTTP/1.1|Host: localhost^Host: localhost|the header Host is given twice",
        "HTTP/1.0|Host: localhost^Host: evil.example|the header Host is given twice",
        "HTTP/1.1|x: y|the header Host is missing",
        "HTTP/1.0|Host: door^Transfer-Encoding: chunked|HTTP/1.0 has no Transfer-Encoding"
      })
  void aRequestToTwoHostsIsRefused(String version, String headers, String reason) throws Exception {
    for (Transport transport : Transport.values()) {
      String answer =
          answer(
              transport,
              "GET / " + version + "\r\n" + headers.replace("^", "\r\n") + "\r\n\r\n" + HIDDEN);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json")
          .contains(reason)
          .containsOnlyOnce("HTTP/1.1 ");
      assertThat(ASKED).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestOfOldWithoutAHostIsToTheAddress(Transport transport) throws Exception {
    assertThat(answer(transport, "GET / HTTP/1.0\r\n\r\n")).contains(" 200 OK").endsWith("got <>");
    assertThat(ASKED).containsExactly("/ of 127.0.0.1:" + server.activeLocalPort());
  }

  @ParameterizedTest
  @EnumSource
  void requestsWithPlainEndsFollowOneAnother(Transport transport) throws Exception {
    String answer =
        answer(
            transport,
            post("Content-Length: 2\r\n")
                + "ab"
                + HIDDEN
                + post("Content-Length: 1\r\nConnection: close\r\n")
                + "c");

    assertThat(answer).contains("got <ab>", "got <>").endsWith("got <c>");
    assertThat(ASKED).containsExactly("/ of door", "/hidden of door", "/ of door");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void clientsOfBothVersionsAreServed(String scheme) throws Exception {
    for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
      HttpClient client = HttpClient.newBuilder().version(version).sslContext(trusting()).build();
      URI root = URI.create(scheme + "://127.0.0.1:" + server.activeLocalPort() + "/");
      for (int i = 0; i < 3; i++) {
        var answer =
            client.send(
                HttpRequest.newBuilder(root)
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                    .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.body()).hasSize(100_006);
      }
    }
  }

  /** The certificate is made anew for each run, and names no address. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
