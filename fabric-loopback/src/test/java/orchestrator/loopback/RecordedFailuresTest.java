package orchestrator.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orchestrator.loopback.fixtures.RecordedFailures;
import orchestrator.loopback.fixtures.ScratchChaincode;
import orchestrator.loopback.orderer.BlockRules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(600)
class RecordedFailuresTest {
  @TempDir Path folder;

  @Test
  void theLoopbackNetworkFailsAsTheRealOne() throws Exception {
    try (Playground network = new LoopbackPlayground(folder)) {
      assertThat(Provocations.of(network))
          .containsExactlyEntriesOf(RecordedFailures.read().failures());
    }
  }

  /** {@code -Drecord}, with a Fabric in {@code FABRIC_HOME}. */
  @Test
  void aRealNetworkIsRecorded() throws Exception {
    assumeTrue(System.getProperty("record") != null, "-Drecord makes the file anew");
    Path module = Path.of("").toAbsolutePath();
    try (Playground network = RealPlayground.start(module, folder)) {
      new RecordedFailures(RealPlayground.version(), Provocations.of(network)).write(module);
    }
  }

  private static final class LoopbackPlayground implements Playground {
    private final LoopbackFabric fabric;

    LoopbackPlayground(Path folder) throws IOException {
      this.fabric =
          LoopbackFabric.start(
              LoopbackSettings.of(
                      folder,
                      List.of(
                          "-cp",
                          System.getProperty("java.class.path"),
                          ScratchChaincode.class.getName()))
                  .withExecutionLimit(Duration.ofSeconds(5))
                  .withBlocks(BlockRules.standard().withLargestBytes(200_000)));
    }

    @Override
    public Path identities() {
      return fabric.identities();
    }

    @Override
    public void stopPeer(String mspId) {
      fabric.stopPeer(mspId);
    }

    @Override
    public void startPeer(String mspId) throws IOException {
      fabric.startPeer(mspId);
    }

    @Override
    public void stopOrderer() {
      fabric.stopOrderer();
    }

    @Override
    public void startOrderer() {
      fabric.startOrderer();
    }

    @Override
    public void killChaincode(String mspId) {
      fabric.killChaincode(mspId);
    }

    @Override
    public void startChaincode(String mspId) throws IOException {
      fabric.startChaincode(mspId);
    }

    @Override
    public void close() {
      fabric.close();
    }
  }
}
