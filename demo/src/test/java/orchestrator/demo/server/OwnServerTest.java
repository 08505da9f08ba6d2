package orchestrator.demo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.demo.process.JavaProgram;
import orchestrator.demo.process.ProcessFailedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("slow")
final class OwnServerTest {

  @TempDir Path folder;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  @Test
  void aServerThatIsKilledIsStartedAgainAtTheSamePlace() throws Exception {
    try (OwnServer server = start(SmallServer.class.getName())) {
      String address = server.address();
      long pid = server.pid();

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();

      assertThat(notices.poll(30, TimeUnit.SECONDS)).contains("serves again on " + address);
      assertThat(server.address()).isEqualTo(address);
      assertThat(server.pid()).isNotEqualTo(pid);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void aClosedServerIsGone() {
    OwnServer server = start(SmallServer.class.getName());
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

    server.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(notices).isEmpty();
  }

  @Test
  void aServerThatCannotStartTellsItsLastWords() {
    assertThatThrownBy(() -> start("no.such.Program"))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("no.such.Program");
  }

  @Test
  void theChannelIsOpenToTheHospitals() {
    start(SmallServer.class.getName()).close();

    assertThat(folder.resolve("channels.yaml"))
        .hasContent("channels:\n  'it''s mine':\n    - 'A'\n    - 'B: c'\n");
  }

  @Test
  void theServerIsToldWhoHoldsItsState() {
    start(SmallServer.class.getName()).close();

    assertThat(folder.resolve("server.log"))
        .content()
        .endsWith(
            "--mode ledger --fabric-identities %s --fabric-chaincode mycc\n"
                .formatted(folder.resolve("identities.yaml")));
  }

  @Test
  void aServerThatWasClosedBeforeDoesNotStart() {
    OwnServer server = server(SmallServer.class.getName());

    server.close();

    assertThatThrownBy(server::start).isInstanceOf(ProcessFailedException.class);
  }

  private OwnServer start(String main) {
    OwnServer server = server(main);
    server.start();
    return server;
  }

  private OwnServer server(String main) {
    JavaProgram program = JavaProgram.attached(System.getProperty("java.class.path"), main);
    return new OwnServer(
        program,
        folder,
        State.onLedger(folder.resolve("identities.yaml"), "mycc"),
        "it's mine",
        List.of("A", "B: c"),
        notices::add);
  }
}
