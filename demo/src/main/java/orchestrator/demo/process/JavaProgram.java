package orchestrator.demo.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The command line of a Java program, up to its arguments.
 *
 * @param command the Java machine, how it finds the program, and the program
 */
public record JavaProgram(List<String> command) {

  /** A program that lives for seconds spends more on compiling well than it ever gains by it. */
  public static final List<String> FOR_A_SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What the manifest of the one jar says counts only when it is run with {@code -jar}. */
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Keeps its own copy of the command. */
  public JavaProgram {
    command = List.copyOf(command);
  }

  /**
   * The program that is running now, in a process that ends with this one: its jar when it runs
   * from the one jar, else its class path and main class.
   */
  public static JavaProgram running() {
    Path origin = origin();
    String classes = System.getProperty("java.class.path");
    boolean fromOneJar = Files.isRegularFile(origin) && !classes.contains(File.pathSeparator);
    return fromOneJar
        ? attached(origin.toString(), mainClass(origin))
        : attached(classes, System.getProperty("sun.java.command", "").split(" ", 2)[0]);
  }

  /**
   * A program in a process that ends with this one.
   *
   * @param main its main class
   */
  public static JavaProgram attached(String classPath, String main) {
    return of(List.of(NATIVE, "-cp", classPath, Attached.class.getName(), main));
  }

  /** A runnable jar, which is expected to end with its standard input. */
  public static JavaProgram jar(Path jar) {
    return of(List.of("-jar", jar.toString()));
  }

  private static JavaProgram of(List<String> program) {
    return new JavaProgram(
        Stream.of(List.of(JAVA), FOR_A_SHORT_LIFE, program).flatMap(List::stream).toList());
  }

  /** The whole command with these arguments. */
  public List<String> with(List<String> arguments) {
    return Stream.concat(command.stream(), arguments.stream()).toList();
  }

  private static String mainClass(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  private static Path origin() {
    CodeSource source = JavaProgram.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this program's jar is", e);
    }
  }
}
