package orchestrator.executor.ssh;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import orchestrator.executor.Work;
import orchestrator.executor.process.Processes;

/**
 * Writes what a node of the engine toscassh runs at its host: the arguments as exported variables,
 * then the artifact in a ksh (or else a bash or sh), then {@code env}.
 */
final class ToscaScript {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Leaves no variable of its own among those of the script. What is no shell script runs by
   * itself.
   */
  private static final String REST =
      """
      case $1 in */*) ;; *) set -- "./$1" ;; esac
      if [ ! -f "$1" ] || [ ! -r "$1" ]; then
        echo "there is no file $1 that can be read"
        exit 127
      fi
      case $(head -n 1 "$1") in
        '#!'*sh | '#!'*sh' '*) ;;
        '#!'*)
          set -f
          set -- $(head -n 1 "$1" | cut -c 3-) "$1"
          "$@" </dev/null || exit
          exec env
          ;;
      esac
      if command -v ksh >/dev/null 2>&1; then
        exec ksh -c '. "$0"; env' "$1" </dev/null
      elif command -v bash >/dev/null 2>&1; then
        exec bash -c '. "$0"; env' "$1" </dev/null
      fi
      exec sh -c '. "$0"; env' "$1" </dev/null
      """;

  private ToscaScript() {}

  /** The script for any POSIX shell. */
  static String of(Work work) {
    Map<String, String> variables = new TreeMap<>(work.environment());
    variables.put(Processes.ATTEMPT, work.attempt());
    StringBuilder script = new StringBuilder("exec 2>&1\n");
    variables.forEach((name, value) -> export(script, name, value));
    for (String argument : work.arguments()) {
      int sign = argument.indexOf('=');
      String name = argument.substring(0, Math.max(0, sign));
      if (VARIABLE.matcher(name).matches()) {
        export(script, name, argument.substring(sign + 1));
      } else {
        script
            .append("echo ")
            .append(quoted("(the argument " + argument + " is no variable, and is left out)"))
            .append('\n');
      }
    }
    return script.append("set -- ").append(quoted(work.artifact())).append('\n') + REST;
  }

  private static void export(StringBuilder script, String name, String value) {
    script.append("export ").append(name).append('=').append(quoted(value)).append('\n');
  }

  /** A text of which no shell takes anything for its own. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
