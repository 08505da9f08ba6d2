package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

@Timeout(120)
@Tag("slow")
final class OwnServerTest {

  @TempDir Path folder;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  @Test
  void aServerThatIsKilledIsStartedAgainAtTheSamePlace() throws Exception {
    try (OwnServer server = server(SmallServer.class.getName())) {
      String address = server.start();
      long pid = server.pid();

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();

      assertThat(notices.poll(30, TimeUnit.SECONDS)).contains("serves again on " + address);
      assertThat(server.pid()).isNotEqualTo(pid);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void aClosedServerIsGone() {
    OwnServer server = server(SmallServer.class.getName());
    server.start();
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

    server.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(notices).isEmpty();
  }

  @Test
  void aServerThatCannotStartTellsItsLastWords() {
    try (OwnServer server = server("no.such.Program")) {
      assertThatThrownBy(server::start)
          .isInstanceOf(ProcessFailedException.class)
          .hasMessageStartingWith("the server does not come to serve; it said: ");
    }
  }

  @Test
  void theChannelIsOpenToTheHospitals() throws Exception {
    server(SmallServer.class.getName()).close();

    try (Reader file = Files.newBufferedReader(folder.resolve("channels.yaml"))) {
      Object channels = new Yaml().load(file);
      assertThat(channels).isEqualTo(Map.of("channels", Map.of("it's mine", List.of("A", "B: c"))));
    }
  }

  @Test
  void theServerIsToldWhoHoldsItsState() {
    try (OwnServer server = server(SmallServer.class.getName())) {
      server.start();
    }

    assertThat(folder.resolve("server.log")).content().contains(" --mode=ledger ");
  }

  @Test
  void aSecretIsInTheServersEnvironmentOnly() {
    try (OwnServer server = server(SmallServer.class.getName())) {
      server.start();
    }

    assertThat(folder.resolve("server.log"))
        .content()
        .containsOnlyOnce("secret")
        .contains("PWD_AUTH is secret");
  }

  @Test
  void aServerThatWasClosedBeforeDoesNotStart() {
    OwnServer server = server(SmallServer.class.getName());

    server.close();

    assertThatThrownBy(server::start).isInstanceOf(ProcessFailedException.class);
  }

  private OwnServer server(String main) {
    return new OwnServer(
        Attached.program(main),
        folder,
        List.of("--mode=ledger"),
        Map.of("PWD_AUTH", "secret"),
        "it's mine",
        List.of("A", "B: c"),
        notices::add);
  }
}
