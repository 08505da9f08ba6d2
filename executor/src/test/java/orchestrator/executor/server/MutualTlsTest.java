package orchestrator.executor.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.certificate.Certificates;
import orchestrator.executor.local.LocalExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@code curl} and its OpenSSL see an executor. */
@Tag("slow")
class MutualTlsTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;
  private final LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);
  private Optional<ExecutorServer> opened = Optional.empty();

  @AfterEach
  void stop() {
    opened.ifPresent(ExecutorServer::close);
    executor.close();
  }

  private ExecutorServer open() throws Exception {
    ExecutorServer server =
        ExecutorServer.open(
            new ServerSettings(ANY, Optional.of(Certificates.executor(folder))), executor);
    opened = Optional.of(server);
    return server;
  }

  private void make(String... more) {
    Certificates.make(folder, "executor", more);
    Certificates.make(folder, "orchestrator", more);
  }

  private record Called(int code, String text) {}

  private Called curl(ExecutorServer server, String path, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl", "-sS", "--noproxy", "*", "-m", "30", "--cacert", folder + "/executor.pem"));
    command.addAll(List.of(more));
    command.add("https://127.0.0.1:" + server.address().getPort() + path);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Called(process.exitValue(), text);
  }

  private String[] as(String client) {
    return new String[] {
      "--cert", folder + "/" + client + ".pem", "--key", folder + "/" + client + "_key.pem"
    };
  }

  @ParameterizedTest
  @CsvSource({"RSA,", "P256,", "P384,", "P521,", "RSA,-ca"})
  void bothSidesKnowEachOtherByTheirCertificates(String kind, String more) throws Exception {
    List<String> options = new ArrayList<>();
    if (!kind.equals("RSA")) {
      options.addAll(List.of("-ecdsa-curve", kind));
    }
    Optional.ofNullable(more).ifPresent(options::add);
    make(options.toArray(String[]::new));

    assertThat(curl(open(), "/v1/ping", as("orchestrator")))
        .isEqualTo(new Called(0, "{\"status\":\"success\"}\n"));
  }

  @Test
  void whoHasNoCertificateOrAForeignOneIsRefused() throws Exception {
    make();
    Certificates.make(folder, "stranger");
    ExecutorServer server = open();

    assertThat(curl(server, "/v1/ping").code()).isNotZero();
    assertThat(curl(server, "/v1/ping", as("stranger")).code()).isNotZero();
    assertThat(curl(server, "/v1/ping", as("orchestrator")).code()).isZero();
  }

  @Test
  void whoForgetsTlsIsTold() throws Exception {
    make();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open().address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                  .getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 400 Bad Request")
          .contains("Client sent an HTTP request to an HTTPS server.\n");
    }
  }

  @Test
  void aNodeRunsForAnOrchestratorOfOld() throws Exception {
    make();
    ExecutorServer server = open();
    List<String> post = new ArrayList<>(List.of(as("orchestrator")));
    post.addAll(List.of("-d", "{\"engine\":\"nil\",\"artifact\":\"x\",\"state\":2}"));

    String id =
        curl(server, "/v1/tasks", post.toArray(String[]::new)).text().replaceAll("[^0-9a-f]", "");

    assertThat(curl(server, "/v1/tasks/" + id.substring(1), as("orchestrator")).text())
        .startsWith("{\"id\":0,\"state\":3,");
  }

  @Test
  void certificatesThatCannotBeUsedAreNamed() throws Exception {
    assertThatThrownBy(this::open)
        .hasMessage("cannot use " + folder + "/executor.pem: there is no such file");
    make();
    Files.copy(
        folder.resolve("orchestrator_key.pem"),
        folder.resolve("executor_key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::open)
        .hasMessage(
            "cannot use "
                + folder
                + "/executor_key.pem: the key is not the one of the certificate");
  }

  @Test
  void newCertificatesAndAddressesAreTakenOnWhileItRuns() throws Exception {
    make();
    ExecutorServer server = open();
    ServerSettings settings = new ServerSettings(ANY, Optional.of(Certificates.executor(folder)));
    int before = server.address().getPort();
    make();
    assertThat(curl(server, "/v1/ping", as("orchestrator")).code()).isNotZero();

    server.change(settings);

    assertThat(server.address().getPort()).isEqualTo(before);
    assertThat(curl(server, "/v1/ping", as("orchestrator")).code()).isZero();

    InetSocketAddress other =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0);
    server.change(new ServerSettings(other, settings.tls()));
    assertThat(server.address().getAddress()).isEqualTo(other.getAddress());

    ServerSettings same =
        new ServerSettings(
            new InetSocketAddress("0.0.0.0", server.address().getPort()), settings.tls());
    server.change(same);
    assertThat(curl(server, "/v1/ping", as("orchestrator")).code()).isZero();

    Files.writeString(folder.resolve("executor.pem"), "broken");
    assertThatThrownBy(() -> server.change(same)).hasMessageContaining("it has no PEM certificate");
  }
}
