package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a real Hyperledger Fabric network on fixed ports of this machine: organizations that all
 * have to endorse, each with its chaincode process. Only one can run at a time.
 */
public final class FabricEngine implements Engine {
  private static final int STEP_MINUTES = 2;
  private static final int FIRST_PORT = 7051;
  private static final int PORTS = 2000;
  private static final String COUCHDB = "couchdb1";
  private static final Duration LAST_ATTEMPT = Duration.ofSeconds(1);
  // Whatever these do to a chaincode, all have to come to the same.
  private static final List<List<String>> JVMS =
      List.of(
          List.of("-Duser.language=tr", "-Duser.timezone=Asia/Tokyo"),
          List.of("-Duser.language=de", "-XX:TieredStopAtLevel=1"),
          List.of("-Duser.language=ar", "-XX:+UseSerialGC"));

  private final Path folder;
  private final Path home;
  private final int organizations;
  private final List<String> channels;
  private final PeerStates states;
  private final List<Process> chaincodes = new ArrayList<>();
  private int kills;

  private FabricEngine(
      Path folder, Path home, int organizations, List<String> channels, PeerStates states) {
    this.folder = folder;
    this.home = home;
    this.organizations = organizations;
    this.channels = channels;
    this.states = states;
  }

  /**
   * A new network, of the Fabric in {@code FABRIC_HOME} or else in the usual place.
   *
   * @param organizations how many: {@code MyOrg1MSP} and so on
   */
  static FabricEngine start(int organizations, List<String> channels)
      throws IOException, InterruptedException {
    Path home =
        Path.of(
            Optional.ofNullable(System.getenv("FABRIC_HOME")).orElse("/opt/hyperledger/fabric"));
    PeerStates states = PeerStates.ofThisRun(organizations);
    Path folder = Files.createTempDirectory("orchestrator-fabric");
    FabricEngine engine = new FabricEngine(folder, home, organizations, channels, states);
    try {
      engine.script("up");
      engine.deploy();
      engine.writeIdentities();
      return engine;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  private void script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(ModuleFolder.path().resolve("fabric").resolve("network.sh").toString());
    command.addAll(List.of(arguments));
    Path log = ModuleFolder.logs().resolve("fabric-network.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FABRIC_HOME", home.toString());
    builder.environment().put("NET", folder.toString());
    builder.environment().put("CHANNELS", String.join(" ", channels));
    builder.environment().put("ORGANIZATIONS", Integer.toString(organizations));
    builder.environment().put("BATCH_TIMEOUT", "20ms");
    builder.environment().putAll(states.environment());
    Process process =
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    if (!process.waitFor(STEP_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - 20), lines.size());
      throw new IllegalStateException(
          "network.sh " + arguments[0] + " failed:\n" + String.join("\n", last));
    }
  }

  private void deploy() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("deploy", "orchestrator"));
    for (int i = 0; i < organizations; i++) {
      arguments.add("127.0.0.1:" + FreePort.take());
    }
    script(arguments.toArray(String[]::new));
    List<String> ids = Files.readAllLines(folder.resolve("orchestrator.ids"));
    for (int i = 0; i < organizations; i++) {
      startChaincode(arguments.get(i + 2), ids.get(i), JVMS.get(i % JVMS.size()));
    }
  }

  private void startChaincode(String address, String id, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx512m", "-jar", LedgerJars.chaincode().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CHAINCODE_SERVER_ADDRESS", address);
    builder.environment().put("CORE_CHAINCODE_ID_NAME", id);
    builder.environment().put("CORE_CHAINCODE_LOGGING_LEVEL", "WARNING");
    Path log = ModuleFolder.logs().resolve("fabric-chaincode-" + chaincodes.size() + ".log");
    chaincodes.add(builder.redirectOutput(log.toFile()).start());
  }

  private void writeIdentities() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (int i = 1; i <= organizations; i++) {
      String domain = "org" + i + ".example.com";
      String organization = "crypto/peerOrganizations/" + domain;
      String user = organization + "/users/User1@" + domain + "/msp/";
      yaml.append("MyOrg").append(i).append("MSP:\n");
      yaml.append("  certificate: ").append(user);
      yaml.append("signcerts/User1@").append(domain).append("-cert.pem\n");
      yaml.append("  key: ").append(user).append("keystore/priv_sk\n");
      yaml.append("  endpoint: 127.0.0.1:").append(FIRST_PORT + PORTS * (i - 1)).append('\n');
      yaml.append("  tls_ca: ").append(organization);
      yaml.append("/peers/peer0.").append(domain).append("/tls/ca.crt\n");
    }
    Files.writeString(identities(), yaml);
  }

  private Path identities() {
    return folder.resolve("identities.yaml");
  }

  @Override
  public ServerSettings settings(Path data) {
    return states.withPatience(
        ServerSettings.on(data)
            .withFlags("--mode", "ledger", "--fabric-identities", identities().toString())
            .awaitingReadiness());
  }

  @Override
  public ServerSettings hastySettings(Path data) {
    return settings(data)
        .withFlags("--fabric-submit-timeout", "2s", "--fabric-commit-timeout", "4s");
  }

  @Override
  public List<Victim> victims() {
    return List.of(Victim.SERVER, Victim.STORAGE, Victim.BOTH);
  }

  /** The peers, the orderer and a CouchDB if there is one, in turn, by SIGKILL. */
  @Override
  public void kill() {
    String victim = victim(kills++);
    if (victim.equals(COUCHDB)) {
      states.kill();
    } else {
      process(victim).ifPresent(ProcessHandle::destroyForcibly);
      process(victim).ifPresent(process -> process.onExit().join());
    }
  }

  @Override
  public void revive() throws IOException, InterruptedException {
    String victim = victim(kills - 1);
    if (victim.equals("orderer")) {
      script("start-orderer");
    } else if (victim.equals(COUCHDB)) {
      states.revive();
      startFirstPeerIfEnded();
    } else {
      script("start-peer", victim.substring("peer".length()));
    }
  }

  /** A peer ends itself when it cannot commit a block to its CouchDB, after some attempts. */
  private void startFirstPeerIfEnded() throws IOException, InterruptedException {
    Thread.sleep(LAST_ATTEMPT.toMillis());
    if (process("peer1").isEmpty()) {
      script("start-peer", "1");
    }
  }

  /** A process of the network, if it runs. */
  private Optional<ProcessHandle> process(String name) {
    try {
      String pid = Files.readString(folder.resolve(name + ".pid")).trim();
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (IOException e) {
      throw new IllegalStateException("there is no process " + name, e);
    }
  }

  private String victim(int kill) {
    List<String> victims = new ArrayList<>(List.of("peer1", "orderer", "peer2"));
    if (states.isCouchDb()) {
      victims.add(0, COUCHDB);
    }
    return victims.get(kill % victims.size());
  }

  @Override
  public void close() throws IOException {
    chaincodes.forEach(process -> process.destroyForcibly().onExit().join());
    try {
      script("down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    states.close();
    Folders.delete(folder);
  }
}
