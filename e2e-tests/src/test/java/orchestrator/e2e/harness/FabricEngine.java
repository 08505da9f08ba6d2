package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Hyperledger Fabric network on fixed ports of this machine: two organizations, both of
 * which have to endorse, each with its chaincode process. Only one can run at a time.
 */
public final class FabricEngine implements Engine {
  private static final String CHANNELS = "mychannel yourchannel emptychannel";
  private static final int STEP_MINUTES = 2;

  private final Path folder;
  private final Path home;
  private final List<Process> chaincodes = new ArrayList<>();
  private int kills;

  private FabricEngine(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /** A new network, of the Fabric in {@code FABRIC_HOME} or else in the usual place. */
  static FabricEngine start() throws IOException, InterruptedException {
    Path home =
        Path.of(
            Optional.ofNullable(System.getenv("FABRIC_HOME")).orElse("/opt/hyperledger/fabric"));
    FabricEngine engine = new FabricEngine(Files.createTempDirectory("orchestrator-fabric"), home);
    try {
      engine.script("up");
      String first = "127.0.0.1:" + FreePort.take();
      String second = "127.0.0.1:" + FreePort.take();
      engine.script("deploy", "orchestrator", first, second);
      List<String> ids = Files.readAllLines(engine.folder.resolve("orchestrator.ids"));
      engine.startChaincode(first, ids.get(0), "-Duser.language=tr", "-Duser.timezone=Asia/Tokyo");
      engine.startChaincode(second, ids.get(1), "-Duser.language=de", "-XX:TieredStopAtLevel=1");
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
    builder.environment().put("CHANNELS", CHANNELS);
    builder.environment().put("BATCH_TIMEOUT", "20ms");
    Process process =
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    if (!process.waitFor(STEP_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "network.sh " + arguments[0] + " failed:\n" + Files.readString(log));
    }
  }

  private void startChaincode(String address, String id, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx512m", "-jar", LedgerEngine.chaincode().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CHAINCODE_SERVER_ADDRESS", address);
    builder.environment().put("CORE_CHAINCODE_ID_NAME", id);
    builder.environment().put("CORE_CHAINCODE_LOGGING_LEVEL", "WARNING");
    Path log = ModuleFolder.logs().resolve("fabric-chaincode-" + chaincodes.size() + ".log");
    chaincodes.add(builder.redirectOutput(log.toFile()).start());
  }

  private void writeIdentities() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (int i = 1; i <= 2; i++) {
      String domain = "org" + i + ".example.com";
      String organization = "crypto/peerOrganizations/" + domain;
      String user = organization + "/users/User1@" + domain + "/msp/";
      yaml.append("MyOrg").append(i).append("MSP:\n");
      yaml.append("  certificate: ").append(user);
      yaml.append("signcerts/User1@").append(domain).append("-cert.pem\n");
      yaml.append("  key: ").append(user).append("keystore/priv_sk\n");
      yaml.append("  endpoint: 127.0.0.1:").append(i == 1 ? 7051 : 9051).append('\n');
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
    return ServerSettings.on(data)
        .withFlags("--mode", "ledger", "--fabric-identities", identities().toString())
        .awaitingReadiness();
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

  /** The peers and the orderer in turn, by SIGKILL. */
  @Override
  public void kill() {
    try {
      long pid = Long.parseLong(Files.readString(folder.resolve(victim(kills++) + ".pid")).trim());
      ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
    } catch (IOException e) {
      throw new IllegalStateException("there is nothing to kill", e);
    }
  }

  @Override
  public void revive() throws IOException, InterruptedException {
    String victim = victim(kills - 1);
    if (victim.equals("orderer")) {
      script("start-orderer");
    } else {
      script("start-peer", victim.substring("peer".length()));
    }
  }

  private static String victim(int kill) {
    return List.of("peer1", "orderer", "peer2").get(kill % 3);
  }

  @Override
  public void close() throws IOException {
    chaincodes.forEach(process -> process.destroyForcibly().onExit().join());
    try {
      script("down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
