package orchestrator.demo.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another program in a process that ends, as by SIGTERM, when its standard input does. Whoever
 * started it holds the other end of that, and lets it go in every case, also when killed.
 */
public final class Attached {

  private Attached() {}

  /** Runs the program whose main class is the first argument, with the other arguments. */
  public static void main(String[] arguments) throws Throwable {
    Thread watcher = new Thread(Attached::endWithInput, "end of the input");
    watcher.setDaemon(true);
    watcher.start();
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (ClassNotFoundException e) {
      System.err.println("there is no program " + arguments[0]);
      System.exit(1);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // What comes in says nothing; only its end does.
      }
    } catch (IOException e) {
      // Then it has ended too.
    }
    System.exit(0);
  }
}
