package orchestrator.graph.model;

/** Names the colours in which people see states of nodes, wherever a graph is drawn. */
public final class StateColours {
  private StateColours() {}

  /** A colour as in HTML. */
  public static String of(NodeState state) {
    return switch (state) {
      case INITIAL -> "#95a5a6";
      case TORUN -> "#428bca";
      case RUNNING -> "#5bc0de";
      case SUCCESS -> "#2ecc71";
      case FAILURE -> "#e74c3c";
      case NOTRUNNABLE -> "#f89406";
      case CANCELED, SKIPPED -> "rgba(230, 0, 0, 0.3)";
    };
  }
}
