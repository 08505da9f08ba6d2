package orchestrator.scenario.proxy.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.NodeFailureException;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;

/**
 * Lets the master of a multichain grant a new node what it needs: the rights to receive, to send
 * and to mine, once it has the blocks that the master had when the node came.
 */
final class MultichainSetup {
  private static final String RIGHTS = "receive,send,mine";
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final JsonRpc master;
  private final Duration wait;

  private MultichainSetup(JsonRpc master, Duration wait) {
    this.master = master;
    this.wait = wait;
  }

  /** What the options ask for, if anything. */
  static Optional<MultichainSetup> of(Options options, Network network) {
    if (options.word("setup", List.of("none", "multichain")).equals("none")) {
      return Optional.empty();
    }
    Peer peer =
        Peer.ofOption(options, "master-url", "http")
            .orElseThrow(() -> Options.wrong("master-url", "is missing"));
    return Optional.of(
        new MultichainSetup(
            new JsonRpc(network.http(peer), login(options)),
            options.seconds("prepare-wait", WAIT, LONGEST_WAIT)));
  }

  private static Optional<Login> login(Options options) {
    Optional<String> password =
        options.text("master-password").or(() -> options.secret("master-password-file"));
    Optional<String> user = options.text("master-user");
    if (user.isEmpty()) {
      return Optional.empty();
    }
    if (user.get().contains(":")) {
      throw Options.wrong("master-user", "must not contain a colon");
    }
    return Optional.of(
        new Login(
            user.get(),
            password.orElseThrow(() -> Options.wrong("master-password-file", "is missing"))));
  }

  /** Waits for the node, and lets the master grant its rights. */
  void prepare(JsonRpc node) throws InterruptedException, NodeFailureException {
    long blocks;
    try {
      blocks = blocks(master);
    } catch (NodeFailureException e) {
      throw ofMaster(e);
    }
    awaitBlocks(node, blocks);
    JsonNode addresses = node.ask("getaddresses", ANSWER);
    if (!addresses.path(0).isTextual()) {
      throw new NodeFailureException("the node has no address that rights could be granted to");
    }
    try {
      master.ask(
          "grant", JsonNodeFactory.instance.arrayNode().add(addresses.get(0)).add(RIGHTS), ANSWER);
    } catch (NodeFailureException e) {
      throw ofMaster(e);
    }
  }

  private static NodeFailureException ofMaster(NodeFailureException e) {
    return new NodeFailureException("the chain's master failed: " + e.getMessage());
  }

  private String seconds() {
    return BigDecimal.valueOf(wait.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private static long blocks(JsonRpc server) throws InterruptedException, NodeFailureException {
    JsonNode blocks = server.ask("getinfo", ANSWER).path("blocks");
    if (!blocks.isIntegralNumber()) {
      throw new NodeFailureException("the node's getinfo tells no number of blocks");
    }
    return blocks.longValue();
  }

  /** A node that has just been started may not answer yet, which is waited for too. */
  private void awaitBlocks(JsonRpc node, long wanted)
      throws InterruptedException, NodeFailureException {
    long begin = System.nanoTime();
    while (true) {
      String last;
      try {
        long has = blocks(node);
        if (has >= wanted) {
          return;
        }
        last = "it has " + has + " blocks of " + wanted;
      } catch (NodeFailureException e) {
        last = e.getMessage();
      }
      if (System.nanoTime() - begin > wait.toNanos()) {
        throw new NodeFailureException(
            "the node has not caught up with the master within " + seconds() + " s: " + last);
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
