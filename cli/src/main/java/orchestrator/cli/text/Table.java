package orchestrator.cli.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes rows below a heading, in columns that fit the terminal. Rows are written some hundred at a
 * time, so that a long list begins at once.
 */
public final class Table {
  private static final int PART = 200;
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String BETWEEN = "  ";

  private static final int WHOLE_KEY = 36;

  /** As much of a key as tells it from others. */
  private static final int KEY_WIDTH = 8;

  private static final int LEAST_WIDTH = 4;

  private final PrintWriter out;
  private final Terminal terminal;
  private final List<String> heading;
  private final Set<Integer> whole = new HashSet<>();
  private final List<List<String>> rows = new ArrayList<>();
  private List<Integer> widths;
  private boolean hasHeading;

  /** A table of these columns. */
  public Table(PrintWriter out, Terminal terminal, List<String> heading) {
    this.out = out;
    this.terminal = terminal;
    this.heading = heading;
    this.widths = heading.stream().map(Table::width).toList();
  }

  /** Gives columns a width from the start, for rows that come one by one. */
  @CanIgnoreReturnValue
  public Table atLeast(List<Integer> least) {
    widths = least;
    return this;
  }

  /** Leaves a column out rather than cut it: of what it has the beginning tells nothing. */
  @CanIgnoreReturnValue
  public Table whole(int column) {
    whole.add(column);
    return this;
  }

  /** Adds a row; its texts may have any characters. */
  public void add(List<String> row) {
    rows.add(row.stream().map(Escapes::oneLine).toList());
    if (rows.size() == PART) {
      flush();
    }
  }

  /** Writes what was added since; the heading once, without a row too. */
  public void flush() {
    List<Integer> wanted = new ArrayList<>(widths);
    for (List<String> row : rows) {
      for (int i = 0; i < wanted.size(); i++) {
        wanted.set(i, Math.max(wanted.get(i), width(row.get(i))));
      }
    }
    widths = terminal.columns().map(columns -> narrowed(wanted, columns)).orElse(wanted);
    if (!hasHeading) {
      hasHeading = true;
      out.println(Style.BOLD.of(line(heading, false), terminal));
    }
    rows.forEach(row -> out.println(line(row, true)));
    rows.clear();
    out.flush();
  }

  /**
   * Makes columns narrower until all fit: first those of keys, of which the first characters tell
   * enough, the last column first; then the widest. The last columns are left out that do not fit
   * even so, or would have others cut although they may not be cut themselves.
   */
  private List<Integer> narrowed(List<Integer> wanted, int columns) {
    List<Integer> widths = new ArrayList<>(wanted);
    while (widths.size() > 1 && least(widths) > columns) {
      widths.remove(widths.size() - 1);
    }
    int room = columns - BETWEEN.length() * (widths.size() - 1);
    int excess = widths.stream().mapToInt(Integer::intValue).sum() - room;
    for (int i = widths.size() - 1; i >= 0 && excess > 0; i--) {
      if (hasKeys(i)) {
        int spare = Math.max(0, widths.get(i) - least(i));
        // Half a key is no better than its beginning, unless it is the asset's own.
        int taken = i == 0 ? Math.min(excess, spare) : spare;
        widths.set(i, widths.get(i) - taken);
        excess -= taken;
      }
    }
    for (OptionalInt next = widest(widths); excess > 0 && next.isPresent(); excess--) {
      widths.set(next.getAsInt(), widths.get(next.getAsInt()) - 1);
      next = widest(widths);
    }
    if (excess > 0) {
      widths.set(0, Math.max(1, widths.get(0) - excess));
    }
    return widths;
  }

  /** How narrow a line of these columns can be. */
  private int least(List<Integer> widths) {
    // Nothing else is cut for a column that may not be.
    boolean isWhole = whole.contains(widths.size() - 1);
    return IntStream.range(0, widths.size())
            .map(i -> isWhole && !hasKeys(i) ? widths.get(i) : Math.min(widths.get(i), least(i)))
            .sum()
        + BETWEEN.length() * (widths.size() - 1);
  }

  private int least(int column) {
    return whole.contains(column) ? Integer.MAX_VALUE : hasKeys(column) ? KEY_WIDTH : LEAST_WIDTH;
  }

  /** Of those that can be narrower the widest, and of these the last: what tells most is first. */
  private OptionalInt widest(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .filter(i -> widths.get(i) > least(i))
        .reduce((one, other) -> widths.get(other) >= widths.get(one) ? other : one);
  }

  private boolean hasKeys(int column) {
    // Without rows the width that was given tells.
    return rows.isEmpty()
        ? widths.get(column) == WHOLE_KEY
        : rows.stream().allMatch(row -> KEY.matcher(row.get(column)).matches());
  }

  private String line(List<String> texts, boolean isRow) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.size(); i++) {
      String text = cut(texts.get(i), widths.get(i));
      boolean isLast = i == widths.size() - 1;
      line.append(isRow ? Style.ofStatus(texts.get(i)).of(text, terminal) : text);
      if (!isLast) {
        line.append(" ".repeat(Math.max(0, widths.get(i) - width(text)))).append(BETWEEN);
      }
    }
    return isRow ? line.toString() : line.toString().stripTrailing();
  }

  private String cut(String text, int width) {
    String sign = KEY.matcher(text).matches() ? "" : terminal.signs().cut();
    return Widths.cut(text, width, sign);
  }

  private static int width(String text) {
    return Widths.of(text);
  }
}
