package orchestrator.loopback;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orchestrator.loopback.fixtures.Client;
import orchestrator.loopback.fixtures.ScratchChaincode;
import orchestrator.loopback.orderer.BlockRules;

/** Runs a network of two organizations with {@link ScratchChaincode}, and has a client of each. */
final class TestNetwork implements AutoCloseable {
  static final String ONE = "MyOrg1MSP";
  static final String TWO = "MyOrg2MSP";

  final LoopbackFabric fabric;
  final Client one;
  final Client two;

  private TestNetwork(LoopbackFabric fabric) throws IOException {
    this.fabric = fabric;
    this.one = Client.of(fabric.identities(), ONE);
    this.two = Client.of(fabric.identities(), TWO);
  }

  static TestNetwork start(Path folder, BlockRules blocks) throws IOException {
    LoopbackSettings settings =
        LoopbackSettings.of(
                folder,
                List.of(
                    "-cp", System.getProperty("java.class.path"), ScratchChaincode.class.getName()))
            .withChannels(List.of("mychannel", "other"))
            .withExecutionLimit(Duration.ofSeconds(5))
            .withBlocks(blocks);
    return new TestNetwork(LoopbackFabric.start(settings));
  }

  @Override
  public void close() {
    one.close();
    two.close();
    fabric.close();
  }
}
