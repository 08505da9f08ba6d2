package orchestrator.cli.text;

/** Names the ways in which a text stands out on a terminal. */
public enum Style {
  /** As it is. */
  PLAIN(""),
  /** A heading. */
  BOLD("1"),
  /** Of less weight. */
  FAINT("2"),
  /** What went wrong. */
  RED("31"),
  /** What is done. */
  GREEN("32"),
  /** What will need somebody. */
  YELLOW("33"),
  /** What goes on. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style; as it is where there are no colours. */
  public String of(String text, Terminal terminal) {
    return code.isEmpty() || text.isEmpty() || !terminal.hasColours()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** The style of the name of a status. */
  public static Style ofStatus(String words) {
    return switch (words) {
      case "done", "ready" -> GREEN;
      case "failed" -> RED;
      case "canceled" -> YELLOW;
      case "executing", "building", "running" -> CYAN;
      default -> PLAIN;
    };
  }
}
