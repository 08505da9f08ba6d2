package orchestrator.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real OpenSSH server of the user who runs the tests, on a port of its own. */
final class Sshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  final Path folder;
  final int port;
  private final Process process;

  private Sshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static void assumeThereIsOne() {
    assumeTrue(Files.isExecutable(PROGRAM), "there is no /usr/sbin/sshd (openssh-server)");
    if (user().equals("root")) {
      // Its place for processes without rights, which the system's service makes.
      assumeTrue(
          Files.isDirectory(Path.of("/run/sshd")) || Path.of("/run/sshd").toFile().mkdir(),
          "there is no /run/sshd, which an sshd of root needs");
    }
  }

  static String user() {
    return System.getProperty("user.name");
  }

  static Sshd start(Path folder) throws Exception {
    for (String type : List.of("ed25519", "rsa", "ecdsa")) {
      key(folder.resolve("id_" + type), type);
    }
    key(folder.resolve("host_key"), "ed25519");
    Files.writeString(
        folder.resolve("authorized_keys"),
        Files.readString(folder.resolve("id_ed25519.pub"))
            + Files.readString(folder.resolve("id_rsa.pub"))
            + Files.readString(folder.resolve("id_ecdsa.pub")));
    int port = freePort();
    Path config =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s/host_key
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxAuthTries 20
            AuthorizedKeysFile %s/authorized_keys
            """
                .formatted(port, folder, folder));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Sshd sshd = new Sshd(folder, port, process);
    sshd.awaitGreeting();
    return sshd;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void key(Path file, String type) throws Exception {
    run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString()));
  }

  static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
    return output;
  }

  private void awaitGreeting() throws Exception {
    for (int i = 0; i < 1000; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        if (new String(in.readNBytes(4), UTF_8).equals("SSH-")) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException(Files.readString(folder.resolve("sshd.log")), e);
        }
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("the sshd does not answer");
  }

  /** The line of a known_hosts file with the key of this server. */
  String knownHost() throws IOException {
    return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_key.pub"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
