package orchestrator.server.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import orchestrator.server.config.Durations;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingValues;
import orchestrator.server.config.Sizes;

/** Declares the settings of an engine on a ledger. */
final class FabricSettings {
  static final Setting<String> FABRIC_CHAINCODE =
      Setting.of(
          "fabric-chaincode",
          "NAME",
          "orchestrator",
          "in the ledger mode: the chaincode that is called, unless a caller names another",
          FabricSettings::chaincode);
  static final Setting<Path> FABRIC_IDENTITIES =
      Setting.optional(
          "fabric-identities",
          "FILE",
          "YAML file of the organizations that this server signs for, with their peers",
          SettingValues::path);
  static final Setting<Duration> FABRIC_EVALUATE_TIMEOUT =
      Setting.of(
          "fabric-evaluate-timeout",
          "DURATION",
          "10s",
          "how long a peer may take for a read",
          Durations::waiting);
  static final Setting<Duration> FABRIC_ENDORSE_TIMEOUT =
      Setting.of(
          "fabric-endorse-timeout",
          "DURATION",
          "65s",
          "how long the peers may take to endorse a write: the caller's own first, then the others,"
              + " and each ends a chaincode's run after 30s itself",
          Durations::waiting);
  static final Setting<Duration> FABRIC_SUBMIT_TIMEOUT =
      Setting.of(
          "fabric-submit-timeout",
          "DURATION",
          "5s",
          "how long the orderer may take to accept a write",
          Durations::waiting);
  static final Setting<Duration> FABRIC_COMMIT_TIMEOUT =
      Setting.of(
          "fabric-commit-timeout",
          "DURATION",
          "30s",
          "how long a write waits for its commit before it is answered UNAVAILABLE",
          Durations::waiting);
  static final Setting<Duration> FABRIC_KEEPALIVE =
      Setting.of(
          "fabric-keepalive",
          "DURATION",
          "2m",
          "how often a silent connection to a peer is tried; peers refuse more than once a minute",
          Durations::waiting);
  static final Setting<Integer> FABRIC_CONCURRENCY =
      Setting.of(
          "fabric-concurrency",
          "CALLS",
          "256",
          "writes of a channel that are with the peers at the same time; more wait in the queue",
          text -> Sizes.count(text, 10_000));

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      List.of(
          FABRIC_CHAINCODE,
          FABRIC_IDENTITIES,
          FABRIC_EVALUATE_TIMEOUT,
          FABRIC_ENDORSE_TIMEOUT,
          FABRIC_SUBMIT_TIMEOUT,
          FABRIC_COMMIT_TIMEOUT,
          FABRIC_KEEPALIVE,
          FABRIC_CONCURRENCY);

  /** What Fabric takes as the name of a chaincode. */
  private static final Pattern CHAINCODE = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");

  private FabricSettings() {}

  private static String chaincode(String text) {
    return SettingValues.matching(CHAINCODE, text, "must be a name of letters, digits, _ and -");
  }
}
