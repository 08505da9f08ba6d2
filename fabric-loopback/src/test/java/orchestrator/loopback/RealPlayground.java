package orchestrator.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orchestrator.loopback.chaincode.ChaincodeVariant;
import orchestrator.loopback.crypto.MaterialFolder;
import orchestrator.loopback.fixtures.ScratchChaincode;

/**
 * Runs the network of the Fabric release in {@code FABRIC_HOME}, on the ports that it always has.
 */
final class RealPlayground implements Playground {
  private static final Duration STEP = Duration.ofMinutes(2);

  private final Path module;
  private final Path folder;
  private final Map<String, ProcessBuilder> chaincodes = new TreeMap<>();
  private final Map<String, Process> running = new TreeMap<>();

  private RealPlayground(Path module, Path folder) {
    this.module = module;
    this.folder = folder;
  }

  /**
   * Starts one.
   *
   * @param module the folder of this Maven module
   * @param folder for the network's files
   */
  static RealPlayground start(Path module, Path folder) throws IOException {
    RealPlayground network = new RealPlayground(module, folder);
    try {
      network.script("up");
      network.deploy();
      network.material();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void deploy() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("deploy", "orchestrator"));
    for (int i = 0; i < 2; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        arguments.add("127.0.0.1:" + socket.getLocalPort());
      }
    }
    script(arguments.toArray(String[]::new));
    List<String> ids = Files.readAllLines(folder.resolve("orchestrator.ids"));
    for (int i = 0; i < 2; i++) {
      chaincodes.put(mspId(i), chaincode(i, ids.get(i), arguments.get(i + 2)));
      startChaincode(mspId(i));
    }
  }

  private ProcessBuilder chaincode(int position, String packageId, String address) {
    ChaincodeVariant variant = ChaincodeVariant.of(position, Optional.empty());
    List<String> command = new ArrayList<>(List.of(variant.java()));
    command.addAll(variant.options());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ScratchChaincode.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CHAINCODE_SERVER_ADDRESS", address);
    builder.environment().put("CORE_CHAINCODE_ID_NAME", packageId);
    Path log = folder.resolve("chaincode-" + position + ".log");
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /** Puts the material where the loopback network has it. */
  private void material() throws IOException {
    Map<String, String> endpoints = new TreeMap<>();
    for (int i = 0; i < 2; i++) {
      String domain = "org" + (i + 1) + ".example.com";
      Path crypto = folder.resolve("crypto/peerOrganizations").resolve(domain);
      Path user = crypto.resolve("users/User1@" + domain + "/msp");
      Path own = Files.createDirectories(folder.resolve(mspId(i)));
      Files.copy(user.resolve("signcerts/User1@" + domain + "-cert.pem"), own.resolve("user.pem"));
      Files.copy(user.resolve("keystore/priv_sk"), own.resolve("user.key"));
      Files.copy(crypto.resolve("peers/peer0." + domain + "/tls/ca.crt"), own.resolve("tlsca.pem"));
      endpoints.put(mspId(i), "127.0.0.1:" + (7051 + 2000 * i));
    }
    new MaterialFolder(folder).list(endpoints);
  }

  private static String mspId(int position) {
    return "MyOrg" + (position + 1) + "MSP";
  }

  private static String number(String mspId) {
    return mspId.replaceAll("[^0-9]", "");
  }

  /** The release's version. */
  static String version() throws IOException {
    Process process =
        new ProcessBuilder(System.getenv("FABRIC_HOME") + "/bin/peer", "version")
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8)
        .replaceAll("(?s).*Version: v?([0-9.]+).*", "$1");
  }

  private void script(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("bash", module.resolveSibling("e2e-tests/fabric/network.sh").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NET", folder.toString());
    builder.environment().put("BATCH_TIMEOUT", "20ms");
    builder.environment().put("BATCH_BYTES", "200000");
    builder.environment().put("CORE_CHAINCODE_EXECUTETIMEOUT", "5s");
    Path log = folder.resolve("script.log");
    Process process =
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    try {
      if (!process.waitFor(STEP.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("network.sh " + arguments[0] + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Path identities() {
    return new MaterialFolder(folder).identities();
  }

  @Override
  public void stopPeer(String mspId) throws IOException {
    kill("peer" + number(mspId));
  }

  @Override
  public void startPeer(String mspId) throws IOException {
    script("start-peer", number(mspId));
  }

  @Override
  public void stopOrderer() throws IOException {
    kill("orderer");
  }

  @Override
  public void startOrderer() throws IOException {
    script("start-orderer");
  }

  private void kill(String name) throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve(name + ".pid")).trim());
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  @Override
  public void killChaincode(String mspId) {
    running.remove(mspId).destroyForcibly().onExit().join();
  }

  @Override
  public void startChaincode(String mspId) throws IOException {
    running.put(mspId, chaincodes.get(mspId).start());
  }

  @Override
  public void close() throws IOException {
    running.values().forEach(process -> process.destroyForcibly().onExit().join());
    script("down");
  }
}
