package orchestrator.demo.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs that the loopback network is made of. The demo's own program does not contain them;
 * the start script builds them and says where they are.
 *
 * @param network the network's runnable jar
 * @param chaincode the chaincode's
 */
public record LoopbackJars(Path network, Path chaincode) {

  /** The system property that says where the network's jar is. */
  public static final String NETWORK = "orchestrator.loopback";

  /** The system property that says where the chaincode's jar is. */
  public static final String CHAINCODE = "orchestrator.chaincode";

  /** The jars that the system properties name. */
  public static LoopbackJars named() {
    return new LoopbackJars(
        Path.of(System.getProperty(NETWORK, "")), Path.of(System.getProperty(CHAINCODE, "")));
  }

  /**
   * Why they cannot be started, as one sentence.
   *
   * @param properties gives the system properties
   */
  public static Optional<String> fault(Function<String, @Nullable String> properties) {
    List<String> unnamed =
        Stream.of(NETWORK, CHAINCODE).filter(name -> properties.apply(name) == null).toList();
    if (!unnamed.isEmpty()) {
      return Optional.of(
          "the loopback network is in jars of its own: start the demo with bin/orchestrator, which"
              + " builds them, or name them with -D"
              + NETWORK
              + "=FILE and -D"
              + CHAINCODE
              + "=FILE");
    }
    return Stream.of(NETWORK, CHAINCODE)
        .filter(name -> !Files.isRegularFile(Path.of(properties.apply(name))))
        .findFirst()
        .map(name -> "-D" + name + ": there is no file " + properties.apply(name));
  }
}
