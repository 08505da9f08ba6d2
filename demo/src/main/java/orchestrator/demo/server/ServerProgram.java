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
    return new ServerProgram(
        fromOneJar
            ? List.of(java, "-jar", origin.toString())
            : List.of(java, "-cp", System.getProperty("java.class.path"), main));
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
