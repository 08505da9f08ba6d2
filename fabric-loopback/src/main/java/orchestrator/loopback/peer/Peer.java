package orchestrator.loopback.peer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.loopback.chaincode.ChaincodeClient;
import orchestrator.loopback.crypto.Membership;
import orchestrator.loopback.crypto.Organization;
import orchestrator.loopback.ledger.PeerLedger;
import orchestrator.loopback.orderer.Chain;

/**
 * Endorses for one organization, and commits the blocks of its channels. While a peer is stopped it
 * does neither; its state stays, and when it is started it catches up.
 */
public final class Peer {
  private final Organization organization;
  private final ChaincodeClient chaincode;
  private final Map<String, JoinedChannel> channels = new ConcurrentHashMap<>();
  private final Map<String, Chain> chains = new ConcurrentHashMap<>();
  private final Endorser endorser;
  private final ExecutorService commits;
  private volatile boolean isRunning;
  private volatile boolean isPaused;
  private volatile String endpoint = "";

  /** A peer that is stopped. */
  public Peer(Organization organization, ChaincodeClient chaincode) {
    this.organization = organization;
    this.chaincode = chaincode;
    this.endorser = new Endorser(organization, chaincode, new LedgerQueries(channels));
    this.commits =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "commits-" + organization.mspId());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The organization's name. */
  public String mspId() {
    return organization.mspId();
  }

  /** Its chaincode. */
  public ChaincodeClient chaincode() {
    return chaincode;
  }

  /** Whether it has a chaincode of this name, which may be a system chaincode. */
  public boolean hasChaincode(String name) {
    return name.equals(chaincode.name()) || name.equals(LedgerQueries.NAME);
  }

  /** Where clients reach it, {@code host:port}. */
  public String endpoint() {
    return endpoint;
  }

  /** Names the address, once it is known. */
  public void setEndpoint(String address) {
    endpoint = address;
  }

  /** Whether it takes part. */
  public boolean isRunning() {
    return isRunning;
  }

  /** Takes part in a new channel. */
  public void join(Chain chain, Membership membership) {
    String name = chain.channel();
    PeerLedger ledger = new PeerLedger(name, membership);
    ledger.commit(chain.block(0));
    channels.put(name, new JoinedChannel(ledger, membership));
    chains.put(name, chain);
    chain.addListener(number -> onHeight(name, number + 1));
  }

  /** A channel that it takes part in. */
  public Optional<JoinedChannel> channel(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /** Tries a proposal out, and signs the result when it is good. */
  public ProposalResult process(Proposal proposal) {
    return channel(proposal.channelName())
        .map(channel -> endorser.process(proposal, channel))
        .orElseGet(
            () ->
                Endorser.peerFailed("channel '%s' not found".formatted(proposal.channelName()), 0));
  }

  /** Takes part from now on. */
  public void start() {
    isRunning = true;
    onAllHeights();
  }

  /** Takes no part from now on. */
  public void stop() {
    isRunning = false;
    chaincode.disconnect();
  }

  /** Commits the blocks that are ordered so far, and none after them. */
  public void pauseCommits() {
    onAllHeights();
    isPaused = true;
  }

  /** Commits the blocks that were ordered meanwhile, and each that comes. */
  public void resumeCommits() {
    isPaused = false;
    onAllHeights();
  }

  /** Stops for good. */
  public void close() {
    stop();
    commits.shutdownNow();
  }

  private void onAllHeights() {
    chains.forEach((name, chain) -> onHeight(name, chain.height()));
  }

  private void onHeight(String channel, long height) {
    if (!isPaused) {
      commits.execute(() -> catchUp(channel, height));
    }
  }

  private void catchUp(String name, long height) {
    PeerLedger ledger = channels.get(name).ledger();
    Chain chain = chains.get(name);
    while (isRunning && ledger.height() < height) {
      ledger.commit(chain.block(ledger.height()));
    }
  }
}
