package orchestrator.loopback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import orchestrator.loopback.orderer.BlockRules;

/**
 * Says what a network is made of.
 *
 * @param folder gets certificates, keys, the list of identities, and the chaincodes' logs
 * @param program the chaincode, as Java gets it: {@code -jar FILE}, or {@code -cp PATH CLASS}
 * @param organizations their MSP ids; each has a peer and a chaincode process
 * @param channels their names; all organizations take part in each
 * @param chaincodeName its name in the channels
 * @param blocks when a block is cut
 * @param executionLimit how long a transaction may take in the chaincode
 * @param otherJava the home of a second Java that runs one of the chaincodes
 */
public record LoopbackSettings(
    Path folder,
    List<String> program,
    List<String> organizations,
    List<String> channels,
    String chaincodeName,
    BlockRules blocks,
    Duration executionLimit,
    Optional<Path> otherJava) {
  private static final String OTHER_JAVA = "LOOPBACK_OTHER_JAVA_HOME";
  private static final Duration EXECUTION_LIMIT = Duration.ofSeconds(30);

  public LoopbackSettings {
    program = List.copyOf(program);
    organizations = List.copyOf(organizations);
    channels = List.copyOf(channels);
  }

  /**
   * Two organizations and one channel that run a chaincode; the second Java is the one that the
   * environment variable {@code LOOPBACK_OTHER_JAVA_HOME} names.
   */
  public static LoopbackSettings of(Path folder, List<String> program) {
    return new LoopbackSettings(
        folder,
        program,
        List.of("MyOrg1MSP", "MyOrg2MSP"),
        List.of("mychannel"),
        "orchestrator",
        BlockRules.standard(),
        EXECUTION_LIMIT,
        Optional.ofNullable(System.getenv(OTHER_JAVA)).map(Path::of));
  }

  /** The same with other organizations. */
  public LoopbackSettings withOrganizations(List<String> other) {
    return new LoopbackSettings(
        folder, program, other, channels, chaincodeName, blocks, executionLimit, otherJava);
  }

  /** The same with other channels. */
  public LoopbackSettings withChannels(List<String> other) {
    return new LoopbackSettings(
        folder, program, organizations, other, chaincodeName, blocks, executionLimit, otherJava);
  }

  /** The same with blocks that are cut otherwise. */
  public LoopbackSettings withBlocks(BlockRules other) {
    return new LoopbackSettings(
        folder, program, organizations, channels, chaincodeName, other, executionLimit, otherJava);
  }

  /** The same with another limit of a transaction's time. */
  public LoopbackSettings withExecutionLimit(Duration other) {
    return new LoopbackSettings(
        folder, program, organizations, channels, chaincodeName, blocks, other, otherJava);
  }
}
