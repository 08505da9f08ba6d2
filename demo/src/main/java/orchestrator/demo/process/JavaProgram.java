package orchestrator.demo.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of a Java program, up to its arguments.
 *
 * @param command the Java machine, how it finds the program, and the program
 */
public record JavaProgram(List<String> command) {

  /** A program that lives for seconds spends more on compiling well than it ever gains by it. */
  static final List<String> FOR_A_SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What the manifest of the one jar says counts only when it is run with {@code -jar}. */
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * A program from where this one was loaded, in a process that ends with this one.
   *
   * @param main its main class
   */
  public static JavaProgram attached(String main) {
    String classPath = System.getProperty("java.class.path");
    return of("-cp", classPath, NATIVE, Attached.class.getName(), main);
  }

  /** A runnable jar, which is expected to end with its standard input. */
  public static JavaProgram jar(Path jar) {
    return of("-jar", jar.toString());
  }

  private static JavaProgram of(String... program) {
    return new JavaProgram(
        Stream.of(List.of(JAVA), FOR_A_SHORT_LIFE, List.of(program))
            .flatMap(List::stream)
            .toList());
  }

  /** The whole command with these arguments. */
  List<String> with(List<String> arguments) {
    return Stream.concat(command.stream(), arguments.stream()).toList();
  }
}
