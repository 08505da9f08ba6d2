package orchestrator.graph.run;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orchestrator.graph.model.Node;

/**
 * Puts the outputs of nodes into the arguments of others: {@code ip=get_attribute web:address}
 * becomes {@code ip=} and the output {@code address} of the last node whose name the expression
 * {@code web} matches and that has put it out. It is empty when none has. Expressions take linear
 * time, since callers choose them.
 */
final class References {
  private static final Pattern REFERENCE =
      Pattern.compile("(.*)=get_attribute (.*):([^:]*)", Pattern.DOTALL);

  /** Says that an argument has an expression that is none. */
  static final class BadExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private BadExpressionException(String argument, PatternSyntaxException cause) {
      super("'" + argument + "' has no valid expression: " + cause.getDescription(), cause);
    }
  }

  private References() {}

  /** Whether an argument may refer to a node. */
  static boolean isIn(String argument) {
    return argument.contains("=get_attribute ");
  }

  /**
   * The arguments with values in place of references; one that matches no node stays as it is.
   *
   * @param nodes in the order in which they were sent
   * @param outputs tells what a node has put out so far
   */
  static List<String> resolve(
      List<String> arguments, List<Node> nodes, Function<Node, Map<String, String>> outputs)
      throws BadExpressionException {
    List<String> resolved = new ArrayList<>(arguments.size());
    for (String argument : arguments) {
      resolved.add(isIn(argument) ? resolve(argument, nodes, outputs) : argument);
    }
    return resolved;
  }

  private static String resolve(
      String argument, List<Node> nodes, Function<Node, Map<String, String>> outputs)
      throws BadExpressionException {
    Matcher reference = REFERENCE.matcher(argument);
    if (!reference.matches()) {
      return argument;
    }
    try {
      Pattern pattern = Pattern.compile(reference.group(2));
      boolean matched = false;
      for (int place = nodes.size() - 1; place >= 0; place--) {
        if (pattern.matcher(nodes.get(place).name()).find()) {
          matched = true;
          String value = outputs.apply(nodes.get(place)).getOrDefault(reference.group(3), "");
          if (!value.isEmpty()) {
            return reference.group(1) + "=" + value;
          }
        }
      }
      return matched ? reference.group(1) + "=" : argument;
    } catch (PatternSyntaxException e) {
      throw new BadExpressionException(argument, e);
    }
  }
}
