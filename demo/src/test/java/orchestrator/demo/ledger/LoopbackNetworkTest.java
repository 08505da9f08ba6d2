package orchestrator.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.demo.process.Gone;
import orchestrator.demo.process.JavaProgram;
import orchestrator.demo.process.ProcessFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LoopbackNetworkTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();

  @Test
  void itIsStartedForTheHospitalsAndTheChannel() {
    try (LoopbackNetwork network = network("code.jar")) {
      assertThat(network.start()).isEqualTo(folder.resolve("identities.yaml"));

      assertThat(folder.resolve("told"))
          .hasContent(
              "--chaincode code.jar --folder %s --channels mychannel --organizations A,B"
                  .formatted(folder));
      assertThat(folder.resolve("options")).content().contains("-XX:TieredStopAtLevel=1");
    }
  }

  @Test
  void aClosedNetworkIsGoneWithItsChaincodes() throws Exception {
    LoopbackNetwork network = network("code.jar");
    network.start();
    ProcessHandle process = ProcessHandle.of(network.pid()).orElseThrow();
    ProcessHandle chaincode = chaincode();

    network.close();

    assertThat(process.isAlive()).isFalse();
    Gone.await(chaincode);
    assertThat(deaths).isEmpty();
  }

  @Test
  void theDeathOfTheNetworkIsToldAndItsChaincodesAreEndedAllTheSame() throws Exception {
    ProcessHandle chaincode;
    try (LoopbackNetwork network = network("code.jar")) {
      network.start();
      chaincode = chaincode();

      ProcessHandle.of(network.pid()).orElseThrow().destroyForcibly();

      assertThat(deaths.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo("the loopback network has died (exit code 137)");
    }
    Gone.await(chaincode);
  }

  @Test
  void aNetworkThatCannotStartTellsItsLastWords() {
    try (LoopbackNetwork network = network("no chaincode")) {
      assertThatThrownBy(network::start)
          .isInstanceOf(ProcessFailedException.class)
          .hasMessageContaining("the chaincode of A has ended");
    }
    assertThat(deaths).isEmpty();
  }

  @Test
  void aNetworkThatWasClosedBeforeDoesNotStart() {
    LoopbackNetwork network = network("code.jar");

    network.close();

    assertThatThrownBy(network::start).isInstanceOf(ProcessFailedException.class);
  }

  private LoopbackNetwork network(String chaincode) {
    return new LoopbackNetwork(
        JavaProgram.attached(System.getProperty("java.class.path"), SmallNetwork.class.getName()),
        Path.of(chaincode),
        folder,
        "mychannel",
        List.of("A", "B"),
        deaths::add);
  }

  private ProcessHandle chaincode() throws Exception {
    long pid = Long.parseLong(Files.readString(folder.resolve("chaincode.pid")));
    return ProcessHandle.of(pid).orElseThrow();
  }
}
