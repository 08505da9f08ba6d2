package orchestrator.executor.engine;

import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.executor.Work;

/** Checks what a process is given. */
public final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Variables() {}

  /** What no process can be given, if there is something. */
  public static Optional<String> fault(Work work) {
    for (String name : work.environment().keySet()) {
      if (!isName(name)) {
        return Optional.of("the environment variable " + name + " has no name that shells accept");
      }
    }
    boolean nul =
        work.artifact().indexOf(0) >= 0
            || work.arguments().stream().anyMatch(text -> text.indexOf(0) >= 0)
            || work.environment().values().stream().anyMatch(text -> text.indexOf(0) >= 0);
    return nul
        ? Optional.of("a character 0 is in the artifact, an argument or a variable")
        : Optional.empty();
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
