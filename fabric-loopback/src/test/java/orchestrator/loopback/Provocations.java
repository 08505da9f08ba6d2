package orchestrator.loopback;

import static orchestrator.loopback.TestNetwork.ONE;
import static orchestrator.loopback.TestNetwork.TWO;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import orchestrator.loopback.fixtures.Client;
import orchestrator.loopback.fixtures.Failure;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;

/** Brings a network into each trouble that a client can tell from others, one after the other. */
final class Provocations implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Playground network;
  private final Client one;
  private final Client two;
  private final Map<String, Failure> failures = new LinkedHashMap<>();

  private Provocations(Playground network) throws IOException {
    this.network = network;
    this.one = Client.of(network.identities(), ONE);
    this.two = Client.of(network.identities(), TWO);
  }

  /** What the network says, by the name of what was done. */
  static Map<String, Failure> of(Playground network) throws Exception {
    try (Provocations provocations = new Provocations(network)) {
      provocations.awaitEndorsers();
      provocations.ofChaincodes();
      provocations.ofIdentities();
      provocations.ofBlocks();
      provocations.ofTransactions();
      provocations.ofChaincodesThatDoNotRun();
      provocations.ofPeersAndOrderersThatAreAway();
      return provocations.failures;
    }
  }

  private void ofChaincodes() {
    say("evaluate: the chaincode answers with an error", () -> one.ask("fail", "OE0002: gone"));
    say("endorse: the chaincode answers with an error", () -> one.endorse("fail", "OE0002: gone"));
    say("endorse: the organizations come to different results", () -> one.endorse("language"));
    say(
        "evaluate: no such chaincode",
        () -> chaincode("mychannel", "nothing").evaluateTransaction("get", "a"));
    say("endorse: no such chaincode", () -> endorse("mychannel", "nothing"));
    say(
        "evaluate: no such channel",
        () -> chaincode("nowhere", "orchestrator").evaluateTransaction("get", "a"));
    say("endorse: no such channel", () -> endorse("nowhere", "orchestrator"));
    say("evaluate: the chaincode takes too long", () -> one.ask("sleep", "60000"));
    say("endorse: the chaincode takes too long", () -> one.endorse("sleep", "60000"));
  }

  private Contract chaincode(String channel, String name) {
    return one.channel(channel).getContract(name);
  }

  private Transaction endorse(String channel, String chaincode) throws Exception {
    return chaincode(channel, chaincode).newProposal("get").addArguments("a").build().endorse();
  }

  private void ofIdentities() throws Exception {
    String transaction = one.endorse("put", "identity", "v").getTransactionId();
    try (Client liar = Client.of(network.identities(), ONE, ONE, TWO);
        Client stranger = Client.of(network.identities(), ONE, "NoMSP", TWO)) {
      say("evaluate: a certificate of another organization", () -> liar.ask("get", "a"));
      say("endorse: a certificate of another organization", () -> liar.endorse("put", "a", "b"));
      say("evaluate: an organization that is not of the channel", () -> stranger.ask("get", "a"));
      say(
          "commit status: a certificate of another organization",
          () -> liar.status("mychannel", transaction));
      say("blocks: a certificate of another organization", () -> block(liar, "mychannel"));
    }
    say("evaluate: a signature that is none", () -> one.unsigned(proposal()).evaluate());
    say("endorse: a signature that is none", () -> one.unsigned(proposal()).endorse());
    say("commit status: no such channel", () -> one.status("nowhere", transaction));
    say(
        "submit: a signature that is none",
        () -> one.unsigned(one.endorse("put", "a", "b")).submitAsync());
  }

  private static Object block(Client client, String channel) throws Exception {
    try (var blocks =
        client.channel(channel).newBlockEventsRequest().startBlock(0).build().getEvents()) {
      return blocks.next();
    }
  }

  private void ofBlocks() {
    Contract blocks = chaincode("mychannel", "qscc");
    say(
        "evaluate: no transaction of this id",
        () -> blocks.evaluateTransaction("GetBlockByTxID", "mychannel", "none"));
    say(
        "evaluate: blocks of no such channel",
        () -> blocks.evaluateTransaction("GetChainInfo", "nowhere"));
    say("blocks: no such channel", () -> block(one, "nowhere"));
  }

  private void ofTransactions() throws Exception {
    Transaction first = one.endorse("append", "k", "a");
    Transaction second = one.endorse("append", "k", "b");
    Client.commit(first);
    say("commit: a key that was read has changed", second::submit);
    Transaction range = one.endorse("rangeThenPut", "r", "s", "t");
    one.submit("put", "ra", "v");
    say("commit: a range that was read has changed", range::submit);
    say(
        "submit: larger than the orderer takes",
        () -> one.endorse("put", "large", "x".repeat(150_000)).submitAsync());
    Proposal proposal = proposal();
    Client.commit(proposal.endorse());
    say("endorse: a transaction that is known", proposal::endorse);
  }

  private Proposal proposal() {
    return chaincode("mychannel", "orchestrator").newProposal("put").addArguments("a", "b").build();
  }

  private void ofChaincodesThatDoNotRun() throws Exception {
    network.killChaincode(TWO);
    say(
        "endorse: another organization's chaincode does not run",
        () -> one.endorse("put", "a", "b"));
    network.killChaincode(ONE);
    say("endorse: no chaincode runs", () -> one.endorse("put", "a", "b"));
    say("evaluate: no chaincode runs", () -> one.ask("get", "a"));
    network.startChaincode(ONE);
    network.startChaincode(TWO);
    awaitEndorsers();
    Thread ending = new Thread(this::killSoon);
    ending.start();
    say("evaluate: the chaincode ends meanwhile", () -> one.ask("sleep", "4000"));
    ending.join();
    network.startChaincode(ONE);
    network.startChaincode(TWO);
    awaitEndorsers();
  }

  private void killSoon() {
    try {
      Thread.sleep(1000);
      network.killChaincode(TWO);
      network.killChaincode(ONE);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ofPeersAndOrderersThatAreAway() throws Exception {
    Transaction endorsed = one.endorse("put", "orderer", "v");
    network.stopOrderer();
    say("submit: the orderer is away", endorsed::submitAsync);
    network.startOrderer();
    network.stopPeer(TWO);
    // Until the peer has noticed, it still tries the other one.
    long end = System.nanoTime() + PATIENCE.toNanos();
    String name = "endorse: another organization's peer is away";
    do {
      say(name, () -> one.endorse("put", "a", "b"));
    } while (!failures.get(name).toString().contains("no peer combination")
        && System.nanoTime() < end);
    network.startPeer(TWO);
  }

  private void awaitEndorsers() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        one.submit("put", "ready", "v");
        two.ask("get", "ready");
        return;
      } catch (Exception e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private void say(String name, Callable<?> provocation) {
    try {
      Object answer = provocation.call();
      failures.put(name, new Failure("", "it has not failed: " + answer, List.of()));
    } catch (Exception e) {
      failures.put(name, Failure.of(e));
    }
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
