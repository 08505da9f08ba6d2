package orchestrator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.Settings;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestratorTest {
  @TempDir private Path folder;
  private final Map<String, String> flags = new HashMap<>();

  private Settings settings() {
    flags.putIfAbsent("--listen", "127.0.0.1:0");
    flags.putIfAbsent("--http-listen", "127.0.0.1:0");
    flags.putIfAbsent("--data", folder.resolve("data").toString());
    return SettingsReader.read(new SettingSource(flags, Map.of()));
  }

  @Test
  void itIsReadyAsSoonAsItIsStartedAndListensOnRealPorts() throws Exception {
    try (Orchestrator server = Orchestrator.start(settings(), PagesPort::open)) {
      URI page = URI.create("http://" + server.httpAddress() + "/readyz");
      var response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo("ready\n");
      assertThat(server.grpcAddress().port()).isPositive();
    }
  }

  @Test
  void aDataFolderThatAServerUsesIsRefusedInOneSentence() {
    Settings settings = settings();
    try (Orchestrator first = Orchestrator.start(settings, PagesPort::open)) {
      assertThat(first.grpcAddress().port()).isPositive();
      assertThatThrownBy(() -> Orchestrator.start(settings, PagesPort::open))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(folder.resolve("data").toString())
          .extracting(failure -> failure.getMessage().lines().count())
          .isEqualTo(1L);
    }
  }

  @Test
  void afterAFailedStartTheDataFolderIsFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      flags.put("--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThatThrownBy(() -> Orchestrator.start(settings(), PagesPort::open))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
    flags.put("--listen", "127.0.0.1:0");
    Orchestrator.start(settings(), PagesPort::open).close();
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    for (String flag : new String[] {"--listen", "--http-listen"}) {
      flags.clear();
      flags.put(flag, "no-such-host.invalid:0");

      assertThatThrownBy(() -> Orchestrator.start(settings(), PagesPort::open))
          .isInstanceOf(StartException.class)
          .hasMessage("cannot listen on no-such-host.invalid:0: the host is not known");
    }
  }

  @Test
  void aFileThatCannotBeUsedIsNamedAsASetting() throws IOException {
    Path empty = Files.createFile(folder.resolve("tls.pem"));
    flags.put("--tls-enabled", "true");
    flags.put("--tls-cert-path", empty.toString());
    flags.put("--tls-key-path", empty.toString());

    assertThatThrownBy(() -> Orchestrator.start(settings(), PagesPort::open))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--tls-cert-path " + empty + ": it has no PEM certificate");
  }
}
