package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
      assertThat(start(network)).isEqualTo(folder.resolve("identities.yaml"));

      assertThat(folder.resolve("told"))
          .hasContent(
              "--chaincode=code.jar --folder=%s --channels=mychannel --organizations=A,B"
                  .formatted(folder));
      assertThat(folder.resolve("options")).content().contains("-XX:TieredStopAtLevel=1");
    }
  }

  @Test
  void aClosedNetworkIsGoneWithItsChaincodes() throws Exception {
    LoopbackNetwork network = network("code.jar");
    start(network);
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
      start(network);
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
      assertThatThrownBy(() -> start(network))
          .isInstanceOf(ProcessFailedException.class)
          .hasMessageContaining("the chaincode of A has ended");
    }
    assertThat(deaths).isEmpty();
  }

  @Test
  void aNetworkThatWasClosedBeforeDoesNotStart() {
    LoopbackNetwork network = network("code.jar");

    network.close();

    assertThatThrownBy(() -> start(network)).isInstanceOf(ProcessFailedException.class);
  }

  @Test
  void jarsThatAreThereAreTaken() throws Exception {
    Path network = Files.createFile(folder.resolve("n.jar"));
    Path chaincode = Files.createFile(folder.resolve("c.jar"));

    assertThat(fault(network, chaincode)).isEmpty();
  }

  @Test
  void whoDoesNotUseTheStartScriptIsToldOfIt() {
    assertThat(LoopbackNetwork.fault(property -> null).orElseThrow())
        .contains("bin/orchestrator", "-Dorchestrator.loopback=FILE");
  }

  @Test
  void aJarThatIsMissingIsNamed() throws Exception {
    Path network = Files.createFile(folder.resolve("n.jar"));
    Path missing = folder.resolve("c.jar");

    assertThat(fault(network, missing))
        .contains("-Dorchestrator.chaincode: there is no file " + missing);
  }

  private static Optional<String> fault(Path network, Path chaincode) {
    Map<String, String> properties =
        Map.of(
            LoopbackNetwork.NETWORK_JAR,
            network.toString(),
            LoopbackNetwork.CHAINCODE_JAR,
            chaincode.toString());
    return LoopbackNetwork.fault(properties::get);
  }

  private LoopbackNetwork network(String chaincode) {
    return new LoopbackNetwork(
        Attached.program(SmallNetwork.class.getName()), Path.of(chaincode), folder);
  }

  private Path start(LoopbackNetwork network) {
    return network.start("mychannel", List.of("A", "B"), deaths::add);
  }

  private ProcessHandle chaincode() throws Exception {
    long pid = Long.parseLong(Files.readString(folder.resolve("chaincode.pid")));
    return ProcessHandle.of(pid).orElseThrow();
  }
}
