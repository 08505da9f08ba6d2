package orchestrator.scenario.proxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the options of the proxy, and what a node says instead of some of them. */
final class ApiOptions {
  static final String SERVER = "server";
  static final String ORGANIZATION = "organization";
  static final String CHANNEL = "channel";
  static final String CHAINCODE = "chaincode";
  static final String TRANSACTION = "transaction";
  static final String SHAPE = "shape";
  static final String EVENT_WAIT = "event-wait";
  static final String CALL_TIMEOUT = "call-timeout";

  /** What each option means, in the order in which they are shown. */
  static final Map<String, String> MEANINGS = meanings();

  /** What a node may say too. None of them names a file. */
  private static final List<String> OF_NODES =
      List.of(SERVER, ORGANIZATION, CHANNEL, CHAINCODE, TRANSACTION, SHAPE, EVENT_WAIT);

  /** A day. */
  private static final double LONGEST = 86_400;

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");

  /** These travel as headers. */
  private static final Pattern HEADER = Pattern.compile("[!-~]([ -~]{0,98}[!-~])?");

  private ApiOptions() {}

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(SERVER, "The server's gRPC address, HOST:PORT (127.0.0.1:9000).");
    meanings.put(ORGANIZATION, "The organization that calls, its MSP id (MyOrg1MSP).");
    meanings.put(CHANNEL, "The channel to work on (mychannel).");
    meanings.put(CHAINCODE, "The chaincode in ledger mode (the one that the server has).");
    meanings.putAll(Security.MEANINGS);
    meanings.put(
        TRANSACTION,
        "What a transaction is: function registers one, plan registers a plan with tasks and"
            + " drives them to their end (function).");
    meanings.put(
        SHAPE,
        "A plan's tasks: chain:N, fan:N or grid:N, N from 1 to " + PlanShape.MOST + " (chain:10).");
    meanings.put(
        EVENT_WAIT,
        "For how many seconds after the answer its event may come before a transaction has"
            + " failed; 0: the answer ends it, and no events are followed (10).");
    meanings.put(CALL_TIMEOUT, "For how many seconds a call may go without an answer (20).");
    return Collections.unmodifiableMap(meanings);
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  static ApiSettings read(Map<String, String> options) {
    return new ApiSettings(
        new Address(
            server(options.getOrDefault(SERVER, "127.0.0.1:9000")),
            header(ORGANIZATION, options.getOrDefault(ORGANIZATION, "MyOrg1MSP")),
            header(CHANNEL, options.getOrDefault(CHANNEL, "mychannel")),
            Optional.ofNullable(options.get(CHAINCODE)).map(name -> header(CHAINCODE, name))),
        plan(options),
        seconds(EVENT_WAIT, options.getOrDefault(EVENT_WAIT, "10")),
        timeout(options.getOrDefault(CALL_TIMEOUT, "20")));
  }

  /**
   * Reads what a node registered with, which counts more than the options do.
   *
   * @param node any JSON; what is not known is left alone
   * @throws IllegalArgumentException when something known is wrong; the message names it
   */
  static ApiSettings read(Map<String, String> options, JsonNode node) {
    Map<String, String> all = new LinkedHashMap<>(options);
    for (String name : OF_NODES) {
      JsonNode value = node.path(name);
      if (value.isTextual() || value.isNumber()) {
        all.put(name, value.asText());
      } else if (!value.isMissingNode() && !value.isNull()) {
        throw new IllegalArgumentException(name + " must be a text.");
      }
    }
    return read(all);
  }

  private static String server(String text) {
    try {
      HostAndPort parsed = HostAndPort.fromString(text);
      // Port 0 is no server's, and gRPC takes other forms too, some of which name files.
      if (parsed.hasPort() && parsed.getPort() > 0 && HOST.matcher(parsed.getHost()).matches()) {
        return parsed.toString();
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for what has another fault.
    }
    throw new IllegalArgumentException(SERVER + ": '" + text + "' is not HOST:PORT.");
  }

  private static String header(String name, String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' is not 1 to 100 letters, digits and ASCII signs.");
    }
    return text;
  }

  private static Optional<PlanShape> plan(Map<String, String> options) {
    PlanShape shape = PlanShape.read(SHAPE, options.getOrDefault(SHAPE, "chain:10"));
    String transaction = options.getOrDefault(TRANSACTION, "function");
    return switch (transaction) {
      case "function" -> Optional.empty();
      case "plan" -> Optional.of(shape);
      default ->
          throw new IllegalArgumentException(
              TRANSACTION + ": '" + transaction + "' is neither function nor plan.");
    };
  }

  private static Duration timeout(String text) {
    Duration timeout = seconds(CALL_TIMEOUT, text);
    if (timeout.isZero()) {
      throw new IllegalArgumentException(CALL_TIMEOUT + " must be more than 0.");
    }
    return timeout;
  }

  private static Duration seconds(String name, String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= LONGEST) {
        return Duration.ofMillis(Math.round(Math.ceil(seconds * 1000)));
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too large.
    }
    throw new IllegalArgumentException(
        name + ": '" + text + "' is not a number of seconds from 0 to 86400.");
  }
}
