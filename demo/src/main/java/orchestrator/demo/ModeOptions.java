package orchestrator.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.demo.ledger.FabricIdentities;
import orchestrator.demo.ledger.LoopbackJars;
import orchestrator.demo.ledger.LoopbackNetwork;
import picocli.CommandLine.Option;

/** Who holds the state of the demo's own server. */
final class ModeOptions {

  /** As Fabric has it. */
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9.-]*");

  /** On the loopback network an organization is a folder too. */
  private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Who holds the state of the demo's own server: embedded, the server itself; ledger, a"
              + " Hyperledger Fabric network, which the demo starts on loopback unless"
              + " --fabric-identities names one (default embedded).")
  private Optional<Mode> mode;

  @Option(
      names = "--fabric-identities",
      paramLabel = "FILE",
      description =
          "A Fabric network that runs already: the organizations that the demo's server signs for,"
              + " with their peers, as serve reads them. Needs --mode ledger.")
  private Optional<Path> identities;

  @Option(
      names = "--fabric-chaincode",
      paramLabel = "NAME",
      description = "The chaincode's name on that network's channel (default orchestrator).")
  private Optional<String> chaincode;

  Mode mode() {
    return mode.orElse(Mode.embedded);
  }

  /** The file of the identities of a network that runs already; empty without one. */
  Optional<Path> identities() {
    return identities;
  }

  /** The chaincode's name on such a network. */
  String chaincode() {
    return chaincode.orElse(LoopbackNetwork.CHAINCODE);
  }

  /**
   * The organizations of a network that runs already; empty without one.
   *
   * @throws orchestrator.demo.ledger.InvalidIdentitiesException when the file names none
   */
  Optional<List<String>> organizations() {
    return identities.map(FabricIdentities::organizations);
  }

  /**
   * What is wrong with these options taken together.
   *
   * @param givenServer whether the demo is to use a server that runs already
   */
  Optional<String> fault(boolean givenServer) {
    if (givenServer && mode.isPresent()) {
      return Optional.of("--mode is for a server of the demo's own, and --server names another");
    }
    if (identities.isPresent() && mode() != Mode.ledger) {
      return Optional.of("--fabric-identities needs --mode ledger");
    }
    if (chaincode.isPresent() && identities.isEmpty()) {
      return Optional.of("--fabric-chaincode needs --fabric-identities");
    }
    return Optional.empty();
  }

  /** What is wrong with them for these hospitals on this channel. */
  Optional<String> fault(List<String> hospitals, String channel) {
    if (mode() != Mode.ledger) {
      return Optional.empty();
    }
    if (!CHANNEL.matcher(channel).matches()) {
      return Optional.of(
          "--channel: on a ledger a name is made of a-z, 0-9, - and ., and starts with a letter");
    }
    return identities.isPresent() ? strangers(hospitals) : loopbackFault(hospitals);
  }

  private Optional<String> strangers(List<String> hospitals) {
    List<String> known = organizations().orElseThrow();
    return hospitals.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(
            name -> "--organizations: " + name + " has no identity in " + identities.orElseThrow());
  }

  private static Optional<String> loopbackFault(List<String> hospitals) {
    return hospitals.stream()
        .filter(name -> !ORGANIZATION.matcher(name).matches())
        .findFirst()
        .map(
            name ->
                "--organizations: on the loopback network a name is made of letters, digits, - . _,"
                    + " not \""
                    + name
                    + "\"")
        .or(() -> LoopbackJars.fault(System::getProperty).map(fault -> "--mode ledger: " + fault));
  }
}
