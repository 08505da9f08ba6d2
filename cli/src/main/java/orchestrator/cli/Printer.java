package orchestrator.cli;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.cli.OutputOptions.Format;
import orchestrator.cli.message.Json;
import orchestrator.cli.noun.Column;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Table;
import orchestrator.cli.text.Terminal;

/** Writes assets of a noun one after the other, in the format that was asked for. */
final class Printer {
  private final PrintWriter out;
  private final Noun noun;
  private final Format format;
  private final Table table;
  private boolean hasBegun;

  Printer(PrintWriter out, Terminal terminal, Noun noun, Format format) {
    this.out = out;
    this.noun = noun;
    this.format = format;
    this.table = new Table(out, terminal, noun.columns().stream().map(Column::heading).toList());
    IntStream.range(0, noun.columns().size())
        .filter(i -> noun.columns().get(i).isWhole())
        .forEach(table::whole);
  }

  /** Writes rows as they come, in columns that are as wide from the start. */
  Printer atLeast(List<Integer> widths) {
    table.atLeast(widths);
    return this;
  }

  /** Adds an asset; a table may keep it until {@link #flush}. */
  void add(Message asset) {
    switch (format) {
      case table ->
          table.add(noun.columns().stream().map(column -> column.text().apply(asset)).toList());
      case json -> out.println(Json.line(asset));
      case yaml -> {
        if (hasBegun) {
          out.println("---");
        }
        out.print(Json.yaml(asset));
      }
      case name -> out.println(Escapes.oneLine(noun.key(asset)));
    }
    hasBegun = true;
  }

  /** Writes what was added. */
  void flush() {
    if (format == Format.table) {
      table.flush();
    }
    out.flush();
  }

  /** Whether nothing was added yet. */
  boolean isEmpty() {
    return !hasBegun;
  }

  /** Whether nobody reads any more, as behind {@code head}. */
  boolean isClosed() {
    return out.checkError();
  }
}
