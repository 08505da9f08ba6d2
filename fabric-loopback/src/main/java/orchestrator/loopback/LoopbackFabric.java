package orchestrator.loopback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.loopback.chaincode.ChaincodeProcess;
import orchestrator.loopback.crypto.MaterialFolder;
import orchestrator.loopback.crypto.Membership;
import orchestrator.loopback.crypto.Organization;
import orchestrator.loopback.fault.FaultInterceptor;
import orchestrator.loopback.fault.Faults;
import orchestrator.loopback.gateway.DeliverService;
import orchestrator.loopback.gateway.Difference;
import orchestrator.loopback.gateway.Differences;
import orchestrator.loopback.gateway.GatewayService;
import orchestrator.loopback.orderer.Chain;
import orchestrator.loopback.orderer.Orderer;
import orchestrator.loopback.peer.Peer;
import orchestrator.loopback.peer.Peers;

/**
 * Runs a network: an orderer, and for each organization a peer that clients connect to and a
 * chaincode process. State is in memory and lasts until the network is closed.
 */
public final class LoopbackFabric implements AutoCloseable {
  private static final Duration CHAINCODE_START = Duration.ofMinutes(3);

  private final MaterialFolder material;
  private final Membership membership;
  private final Faults faults = new Faults();
  private final Differences differences = new Differences(System.err::println);
  private final Orderer orderer;
  private final Peers peers;
  private final Map<String, PeerServer> servers = new TreeMap<>();
  private final Map<String, ChaincodeProcess> chaincodes = new TreeMap<>();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "loopback-fabric");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread atExit = new Thread(this::endChaincodes, "loopback-fabric-exit");

  private LoopbackFabric(LoopbackSettings settings) throws IOException {
    List<Organization> organizations =
        settings.organizations().stream().map(Organization::create).toList();
    this.material = new MaterialFolder(Files.createDirectories(settings.folder()));
    this.membership = new Membership(organizations);
    this.orderer = new Orderer(settings.blocks(), faults::order, faults::gathered);
    List<Peer> made = new ArrayList<>();
    for (Organization organization : organizations) {
      PeerAssembly assembly = PeerAssembly.of(settings, organization, made.size());
      chaincodes.put(organization.mspId(), assembly.process());
      made.add(assembly.peer());
      material.write(organization);
    }
    this.peers = new Peers(made);
    made.forEach(peer -> servers.put(peer.mspId(), server(peer)));
    settings.channels().forEach(this::createChannel);
  }

  /**
   * Starts a network.
   *
   * @return when its chaincodes are connected and clients can call
   */
  public static LoopbackFabric start(LoopbackSettings settings) throws IOException {
    LoopbackFabric network = new LoopbackFabric(settings);
    try {
      network.open();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The file that lists the organizations' users, keys and peers. */
  public Path identities() {
    return material.identities();
  }

  /** What goes wrong on request. */
  public Faults faults() {
    return faults;
  }

  /** The results in which peers with the same state have differed. */
  public List<Difference> differences() {
    return differences.all();
  }

  /** Adds a channel in which all organizations take part. */
  private void createChannel(String name) {
    Chain chain = new Chain(name, membership);
    peers.all().forEach(peer -> peer.join(chain, membership));
    orderer.add(chain);
  }

  /** How many blocks of a channel the peer of an organization has committed. */
  public long height(String mspId, String channel) {
    return peer(mspId)
        .channel(channel)
        .orElseThrow(() -> new IllegalArgumentException("there is no channel " + channel))
        .ledger()
        .height();
  }

  /** Stops a peer: clients cannot connect, it does not endorse, and no block is committed. */
  public void stopPeer(String mspId) {
    peer(mspId).stop();
    servers.get(mspId).stop();
  }

  /** Starts a stopped peer with its state and its port. */
  public void startPeer(String mspId) throws IOException {
    peer(mspId).start();
    servers.get(mspId).start();
  }

  /**
   * Lets a peer fall behind: of the blocks that are ordered from now on it commits none before
   * {@link #resumeCommits}. It endorses and answers queries on the state that it has.
   */
  public void pauseCommits(String mspId) {
    peer(mspId).pauseCommits();
  }

  /** Lets a peer commit again, beginning with the blocks that it lacks. */
  public void resumeCommits(String mspId) {
    peer(mspId).resumeCommits();
  }

  /** Cuts all connections of clients to a peer, which can connect again at once. */
  public void cutConnections(String mspId) throws IOException {
    PeerServer server = server(mspId);
    server.stop();
    server.start();
  }

  /** Stops the orderer; transactions that are in no block yet are lost. */
  public void stopOrderer() {
    orderer.stop();
  }

  /** Starts the orderer again. */
  public void startOrderer() {
    orderer.start();
  }

  /** Kills the chaincode of an organization. */
  public void killChaincode(String mspId) {
    peer(mspId);
    chaincodes.get(mspId).kill();
  }

  /** Starts the chaincode of an organization, and returns when the peer is connected to it. */
  public void startChaincode(String mspId) throws IOException {
    ChaincodeProcess process = chaincodes.get(peer(mspId).mspId());
    process.start();
    ChaincodeStart.await(peer(mspId), process, CHAINCODE_START);
  }

  /** Ends everything. */
  @Override
  public void close() {
    servers.values().forEach(PeerServer::stop);
    peers.all().forEach(Peer::close);
    orderer.close();
    endChaincodes();
    executor.shutdownNow();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook with it.
    }
  }

  private void open() throws IOException {
    Runtime.getRuntime().addShutdownHook(atExit);
    for (ChaincodeProcess process : chaincodes.values()) {
      process.start();
    }
    Map<String, String> endpoints = new TreeMap<>();
    for (Peer peer : peers.all()) {
      ChaincodeStart.await(peer, chaincodes.get(peer.mspId()), CHAINCODE_START);
      startPeer(peer.mspId());
      String endpoint = servers.get(peer.mspId()).endpoint();
      peer.setEndpoint(endpoint);
      endpoints.put(peer.mspId(), endpoint);
    }
    material.list(endpoints);
  }

  private PeerServer server(Peer peer) {
    String name = peer.mspId();
    return new PeerServer(
        material.serverCertificate(name),
        material.serverKey(name),
        List.of(
            new GatewayService(peer, peers, orderer, differences, executor),
            new DeliverService(peer, executor)),
        new FaultInterceptor(faults),
        executor);
  }

  private PeerServer server(String mspId) {
    return servers.get(peer(mspId).mspId());
  }

  private Peer peer(String mspId) {
    return peers
        .of(mspId)
        .orElseThrow(() -> new IllegalArgumentException("there is no organization " + mspId));
  }

  private void endChaincodes() {
    chaincodes.values().forEach(ChaincodeProcess::end);
  }
}
