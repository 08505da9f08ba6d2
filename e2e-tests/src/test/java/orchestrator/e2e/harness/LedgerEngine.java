package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orchestrator.loopback.LoopbackFabric;
import orchestrator.loopback.LoopbackSettings;
import orchestrator.loopback.orderer.BlockRules;

/**
 * Runs a loopback Fabric network of organizations that all have to endorse, each with a real
 * chaincode process in a locale and time zone of its own.
 */
public final class LedgerEngine implements Engine {
  private static final Duration BLOCKS = Duration.ofMillis(8);

  private final Path folder;
  private final LoopbackFabric network;
  private int kills;

  private LedgerEngine(Path folder, LoopbackFabric network) {
    this.folder = folder;
    this.network = network;
  }

  /** A new network. */
  public static LedgerEngine start(List<String> organizations, List<String> channels)
      throws IOException {
    Path folder = Files.createTempDirectory("orchestrator-ledger");
    LoopbackSettings settings =
        LoopbackSettings.of(folder, List.of("-jar", LedgerJars.chaincode().toString()))
            .withOrganizations(organizations)
            .withChannels(channels)
            .withBlocks(BlockRules.standard().withTimeout(BLOCKS));
    return new LedgerEngine(folder, LoopbackFabric.start(settings));
  }

  @Override
  public ServerSettings settings(Path data) {
    return ServerSettings.on(data)
        .withFlags("--mode", "ledger", "--fabric-identities", network.identities().toString())
        // Peers, chaincodes and server share the processors with the tests.
        .withFlags("--fabric-evaluate-timeout", "60s")
        .awaitingReadiness();
  }

  @Override
  public ServerSettings hastySettings(Path data) {
    return settings(data)
        .withFlags("--fabric-submit-timeout", "1s", "--fabric-commit-timeout", "2s");
  }

  /** The file of the identities with which a server signs for the organizations. */
  public Path identities() {
    return network.identities();
  }

  /** The network, for what goes wrong there. */
  public LoopbackFabric network() {
    return network;
  }

  @Override
  public List<Victim> victims() {
    return List.of(Victim.SERVER, Victim.STORAGE, Victim.BOTH);
  }

  /** The peers and the orderer in turn. */
  @Override
  public void kill() {
    switch (kills++ % 3) {
      case 0 -> network.stopPeer("MyOrg1MSP");
      case 1 -> network.stopOrderer();
      default -> network.stopPeer("MyOrg2MSP");
    }
  }

  @Override
  public void revive() throws IOException {
    switch ((kills - 1) % 3) {
      case 0 -> network.startPeer("MyOrg1MSP");
      case 1 -> network.startOrderer();
      default -> network.startPeer("MyOrg2MSP");
    }
  }

  @Override
  public void close() throws IOException {
    network.close();
    Folders.delete(folder);
    if (!network.differences().isEmpty()) {
      throw new AssertionError("the chaincodes have differed: " + network.differences());
    }
  }
}
