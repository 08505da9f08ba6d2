package orchestrator.demo.server;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of the program that is running now, up to its arguments, so that it can be run
 * again in another process.
 *
 * @param command the Java machine, how it finds the program, and the program
 */
public record ServerProgram(List<String> command) {

  /** A server that lives for seconds spends more on compiling well than it ever gains by it. */
  private static final List<String> FOR_A_SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Keeps its own copy of the command. */
  public ServerProgram {
    command = List.copyOf(command);
  }

  /**
   * This very program: its jar when it runs from the one jar, else its class path and main class.
   */
  public static ServerProgram running() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String main = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    Path origin = origin();
    boolean fromOneJar =
        Files.isRegularFile(origin)
            && !System.getProperty("java.class.path").contains(File.pathSeparator);
    List<String> program =
        fromOneJar
            ? List.of("-jar", origin.toString())
            : List.of("-cp", System.getProperty("java.class.path"), main);
    return new ServerProgram(
        Stream.of(List.of(java), FOR_A_SHORT_LIFE, program).flatMap(List::stream).toList());
  }

  /** The whole command with these arguments. */
  public List<String> with(List<String> arguments) {
    return Stream.concat(command.stream(), arguments.stream()).toList();
  }

  private static Path origin() {
    CodeSource source = ServerProgram.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this program's jar is", e);
    }
  }
}
