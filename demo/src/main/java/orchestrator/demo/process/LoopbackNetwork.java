package orchestrator.demo.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a Fabric network on loopback, as a process of the demo's own: a peer and a chaincode process
 * for each organization, all of which have to endorse. Its state is in its memory, so there is no
 * use in starting it again when it dies.
 */
public final class LoopbackNetwork extends ChildProcess {
  /** The name of the chaincode in the network. */
  public static final String CHAINCODE = "orchestrator";

  /** The system properties that say where the two jars are. */
  static final String NETWORK_JAR = "orchestrator.loopback";

  static final String CHAINCODE_JAR = "orchestrator.chaincode";

  private final List<String> program;
  private final Path chaincode;
  private final Path folder;

  /**
   * A network that does not run yet.
   *
   * @param chaincode the chaincode's jar
   * @param folder gets the organizations' keys and the logs
   */
  LoopbackNetwork(List<String> program, Path chaincode, Path folder) {
    super(
        "the loopback network",
        "fabric-loopback: identities ",
        Duration.ofSeconds(90),
        folder.resolve("network.log"));
    this.program = List.copyOf(program);
    this.chaincode = chaincode;
    this.folder = folder;
  }

  /** A network of the jars that the system properties name, which does not run yet. */
  public static LoopbackNetwork in(Path folder) {
    List<String> program = List.of(JAVA, "-jar", System.getProperty(NETWORK_JAR, ""));
    return new LoopbackNetwork(program, Path.of(System.getProperty(CHAINCODE_JAR, "")), folder);
  }

  /**
   * Why it cannot be started, as one sentence. The demo's own program does not contain the jars
   * that it is made of; the start script builds them and says where they are.
   */
  public static Optional<String> fault(Function<String, @Nullable String> properties) {
    List<String> jars = List.of(NETWORK_JAR, CHAINCODE_JAR);
    if (jars.stream().anyMatch(jar -> properties.apply(jar) == null)) {
      return Optional.of(
          "the loopback network is in jars of its own: start the demo with bin/orchestrator, which"
              + " builds them, or name them with -D%s=FILE and -D%s=FILE"
                  .formatted(NETWORK_JAR, CHAINCODE_JAR));
    }
    return jars.stream()
        .filter(jar -> !Files.isRegularFile(Path.of(properties.apply(jar))))
        .findFirst()
        .map(jar -> "-D" + jar + ": there is no file " + properties.apply(jar));
  }

  /**
   * Starts it and waits until its chaincodes can be called.
   *
   * @param died hears in a sentence that it has ended before it was closed
   * @return the file of the identities with which a server signs for the organizations
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  public Path start(String channel, List<String> organizations, Consumer<String> died) {
    List<String> arguments =
        List.of(
            "--chaincode=" + chaincode,
            "--folder=" + folder,
            "--channels=" + channel,
            "--organizations=" + String.join(",", organizations));
    Path identities = Path.of(start(program, arguments));
    onDeath(code -> died.accept("the loopback network has died (exit code %d)".formatted(code)));
    return identities;
  }
}
