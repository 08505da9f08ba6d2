package orchestrator.graph.tosca;

import java.util.Map;
import orchestrator.graph.source.Value;

/**
 * Holds an operation of a template.
 *
 * @param name create, start and so on
 * @param implementation the script, as it is written; empty for none
 * @param inputs their values by name, those of the template in place of those of its type
 */
record Operation(String name, String implementation, Map<String, Value> inputs) {
  /** The last rank of what is done before others need the template. */
  static final int LAST_BEFORE_OTHERS = 7;

  /** Its place in the life of a template. */
  int rank() {
    return switch (name) {
      case "create" -> 1;
      case "pre_configure_source" -> 2;
      case "pre_configure_target" -> 3;
      case "configure" -> 4;
      case "post_configure_source" -> 5;
      case "post_configure_target" -> 6;
      case "start" -> LAST_BEFORE_OTHERS;
      case "add_target" -> 8;
      case "remove_target" -> 9;
      case "target_changed" -> 10;
      case "stop" -> 11;
      case "delete" -> 12;
      default -> 0;
    };
  }

  /** Whether others that require the template wait for it, not it for them. */
  boolean isBeforeOthers() {
    return rank() <= LAST_BEFORE_OTHERS;
  }

  /** The engine that runs it: none for what has no script, or undoes something. */
  String engine() {
    boolean isRun = name.equals("create") || name.equals("configure") || name.equals("start");
    return isRun && !implementation.isEmpty() ? "toscassh" : "nil";
  }
}
