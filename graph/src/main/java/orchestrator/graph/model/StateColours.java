package orchestrator.graph.model;

/** Names the colours in which people see states of nodes, wherever a graph is drawn. */
public final class StateColours {
  private StateColours() {}

  /** A colour as pages write it. */
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

  /** The same colour on white, for what knows no colours that can be seen through. */
  public static String solid(NodeState state) {
    String colour = of(state);
    return colour.startsWith("#") ? colour : "#f7b2b2";
  }
}
