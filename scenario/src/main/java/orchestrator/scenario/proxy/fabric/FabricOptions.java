package orchestrator.scenario.proxy.fabric;

import com.google.common.base.Ascii;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.scenario.proxy.net.Options;

/**
 * Says what is called, and as whom.
 *
 * @param gateway where nodes are that do not say it themselves
 * @param function with {@code CONTRACT:} before it when the chaincode has several
 * @param mspId the organization that signs
 * @param certificate the file of the certificate of the user who signs
 * @param key the file of the certificate's key
 * @param tlsCa the file of whom to trust for a peer's TLS certificate; without one there is no TLS
 * @param timeout how long each step of a transaction may take
 */
record FabricOptions(
    Optional<GatewayAddress> gateway,
    String channel,
    String chaincode,
    String function,
    ArgumentTemplate arguments,
    Goal goal,
    String mspId,
    Path certificate,
    Path key,
    Optional<Path> tlsCa,
    Duration timeout,
    int mostUnderWay) {
  static final String GATEWAY = "gateway";
  static final String OVERRIDE_AUTHORITY = "override-authority";
  static final String ARGUMENTS = "arguments";
  static final String CERTIFICATE = "certificate";
  static final String KEY = "key";
  static final String TLS_CA = "tls-ca";
  static final Map<String, String> MEANINGS = meanings();

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final int UNDER_WAY = 500;
  private static final int MOST_UNDER_WAY = 100_000;

  /** Names what a transaction is to come to. */
  enum Goal {
    /** To be valid in a block. */
    COMMIT,
    /** To be with the ordering service. */
    ORDER,
    /** To be answered by a peer, which writes nothing. */
    EVALUATE
  }

  private static Map<String, String> meanings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(GATEWAY, "HOST:PORT of the peer of nodes whose JSON has no \"gateway\"; no default.");
    all.put(
        OVERRIDE_AUTHORITY,
        "The name that the peer's TLS certificate has; by default the gateway's host.");
    all.put("channel", "The channel; required.");
    all.put("chaincode", "The name of the chaincode; required.");
    all.put("function", "The function that is called, or CONTRACT:FUNCTION; required.");
    all.put(
        ARGUMENTS,
        "A JSON list of texts, in which {name}, {payload}, {run}, {entry} and {number} stand for"
            + " the transaction's; by default "
            + ArgumentTemplate.DEFAULT
            + ".");
    all.put(
        "goal",
        "When a transaction has succeeded: commit (it is valid in a block), order (the ordering"
            + " service has taken it), or evaluate (a peer has answered, and nothing is written);"
            + " by default commit.");
    all.put("mspid", "The MSP id of the organization that signs; required.");
    all.put(CERTIFICATE, "The PEM file of the signing user's certificate; required.");
    all.put(KEY, "The PEM file of its private key; required.");
    all.put(
        TLS_CA,
        "The PEM file of the CA certificates that peers' TLS certificates come from; without it"
            + " nothing is encrypted.");
    all.put("timeout", "The seconds that each step of a transaction may take; by default 30.");
    all.put(
        "under-way",
        "How many transactions may be under way at a node at once; by default 500, which is what a"
            + " peer takes unless it is set otherwise.");
    return Collections.unmodifiableMap(all);
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException when one is missing or wrong
   */
  static FabricOptions read(Options options) {
    return new FabricOptions(
        GatewayAddress.ofOptions(options),
        required(options, "channel"),
        required(options, "chaincode"),
        required(options, "function"),
        ArgumentTemplate.of(options.text(ARGUMENTS)),
        Goal.valueOf(
            Ascii.toUpperCase(options.word("goal", List.of("commit", "order", "evaluate")))),
        required(options, "mspid"),
        Path.of(required(options, CERTIFICATE)),
        Path.of(required(options, KEY)),
        options.text(TLS_CA).map(Path::of),
        options.seconds("timeout", TIMEOUT, LONGEST_TIMEOUT),
        options.integer("under-way", UNDER_WAY, 1, MOST_UNDER_WAY));
  }

  private static String required(Options options, String name) {
    return options
        .text(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> Options.wrong(name, "is missing"));
  }

  /** What is said of a file that cannot be used. */
  static IllegalArgumentException unusable(String option, Path file, String reason) {
    return Options.wrong(option, "names " + file + ": " + reason);
  }
}
