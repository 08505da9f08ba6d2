package orchestrator.server.tls;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import orchestrator.server.LogLines;
import orchestrator.server.Orchestrator;
import orchestrator.server.PagesPort;
import orchestrator.server.TestCalls;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with mutual TLS, whose files change while it runs. */
abstract class TlsFixture {
  static final String ORG = "MyOrg1MSP";

  @TempDir Path folder;
  final Map<String, String> flags = new HashMap<>();
  final LogLines log = LogLines.of("orchestrator.server");
  private final Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(log));
  TestCa serverCa;
  TestCa clientCa;
  Orchestrator server;

  <T extends AutoCloseable> T closes(T what) {
    opened.push(what);
    return what;
  }

  @BeforeEach
  void files() throws Exception {
    serverCa = TestCa.root("CN=server-ca");
    clientCa = TestCa.root("CN=client-ca");
    TestPem.write(folder.resolve("cas/" + ORG + "/ca.pem"), clientCa.certificate());
    show(serverCa.issue("CN=localhost"));
    flags.put("--listen", "127.0.0.1:0");
    flags.put("--http-listen", "127.0.0.1:0");
    flags.put("--data", folder.resolve("data").toString());
    flags.put("--reload-interval", "100ms");
    flags.put("--tls-enabled", "true");
    flags.put("--tls-cert-path", folder.resolve("tls.crt").toString());
    flags.put("--tls-key-path", folder.resolve("tls.key").toString());
    flags.put("--mtls-enabled", "true");
    flags.put("--tls-client-ca-cert-dir", folder.resolve("cas").toString());
    flags.put("--verify-client-msp-id", "true");
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** The server's certificate, the key first: for a moment they do not match. */
  void show(TestCa.Issued issued) throws Exception {
    replace(folder.resolve("tls.key"), TestPem.text(issued.keys()));
    replace(folder.resolve("tls.crt"), TestPem.text(issued.certificate()));
  }

  static void replace(Path file, String text) throws Exception {
    TestCalls.replace(file, text);
  }

  void start() {
    server =
        closes(
            Orchestrator.start(
                SettingsReader.read(new SettingSource(flags, Map.of())), PagesPort::open));
  }

  int port() {
    return server.grpcAddress().port();
  }

  /** A client that shows this certificate, and others that lead to its CA. */
  Client client(TestCa.Issued shown, X509Certificate... others) throws Exception {
    TlsChannelCredentials.Builder tls =
        TlsChannelCredentials.newBuilder().trustManager(bytes(serverCa.certificate()));
    tls.keyManager(new TestKeys(shown, others));
    return closes(new Client(tls.build()));
  }

  Client member() throws Exception {
    return client(clientCa.issue("CN=member,O=" + ORG));
  }

  static ByteArrayInputStream bytes(Object... things) throws Exception {
    return new ByteArrayInputStream(TestPem.text(things).getBytes(StandardCharsets.US_ASCII));
  }

  /** Calls as {@link #ORG} on {@code mychannel}. */
  final class Client implements AutoCloseable {
    private final ManagedChannel transport;
    private final Channel channel;

    Client(ChannelCredentials credentials) {
      transport = Grpc.newChannelBuilder("localhost:" + port(), credentials).build();
      channel = TestCalls.as(transport, ORG, "mychannel");
    }

    /** How a small call goes. */
    Status call() {
      return TestCalls.call(channel);
    }

    /** Makes the next call go over a new connection. */
    void reconnect() {
      transport.enterIdle();
    }

    /** Follows the events; tells the end. */
    CompletableFuture<Status> follow() {
      return TestCalls.follow(channel);
    }

    @Override
    public void close() {
      transport.shutdownNow();
    }
  }
}
