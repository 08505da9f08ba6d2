package orchestrator.demo.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs another program in a process that ends, as by SIGTERM, when its standard input does. Whoever
 * started it holds the other end of that, and lets it go in every case, also when killed.
 */
public final class Attached {
  /** What the manifest of the one jar says counts only when it is run with {@code -jar}. */
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  private Attached() {}

  /**
   * The command line of a program from where this one was loaded, up to its arguments.
   *
   * @param main its main class
   */
  public static List<String> program(String main) {
    String classes = System.getProperty("java.class.path");
    return List.of(ChildProcess.JAVA, NATIVE, "-cp", classes, Attached.class.getName(), main);
  }

  /** Runs the program whose main class is the first argument, with the other arguments. */
  public static void main(String[] arguments) throws Throwable {
    Thread watcher = new Thread(Attached::endWithInput, "end of the input");
    watcher.setDaemon(true);
    watcher.start();
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Then it has ended too.
    }
    System.exit(0);
  }
}
