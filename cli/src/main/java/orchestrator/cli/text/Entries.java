package orchestrator.cli.text;

import java.io.PrintWriter;
import java.util.List;

/** Writes names and values below each other; on a terminal a value goes on in the next lines. */
public final class Entries {
  private static final int BETWEEN = 2;

  /** With less room beside the names, values stand below them. */
  private static final int LEAST_ROOM = 20;

  private final PrintWriter out;
  private final Terminal terminal;
  private final int names;
  private final boolean isBelow;

  /**
   * Writes to a place of some width.
   *
   * @param names the width of the longest name
   */
  public Entries(PrintWriter out, Terminal terminal, int names) {
    this.out = out;
    this.terminal = terminal;
    this.names = names;
    this.isBelow =
        terminal.columns().filter(columns -> columns < names + BETWEEN + LEAST_ROOM).isPresent();
  }

  /** Writes a name and its value, which may have any characters. */
  public void add(String name, String value) {
    Style style = Style.ofStatus(value);
    String left = Escapes.oneLine(name);
    if (isBelow) {
      lines(left, 0).forEach(line -> out.println(Style.BOLD.of(line, terminal)));
      lines(Escapes.oneLine(value), BETWEEN)
          .forEach(line -> out.println(" ".repeat(BETWEEN) + style.of(line, terminal)));
      return;
    }
    String before =
        Style.BOLD.of(left, terminal) + " ".repeat(Math.max(0, names - Widths.of(left)) + BETWEEN);
    for (String line : lines(Escapes.oneLine(value), names + BETWEEN)) {
      out.println(before + style.of(line, terminal));
      before = " ".repeat(names + BETWEEN);
    }
  }

  private List<String> lines(String text, int indent) {
    return terminal
        .columns()
        .map(columns -> Widths.lines(text, Math.max(1, columns - indent)))
        .orElse(List.of(text));
  }
}
