package orchestrator.http.account;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints rows under their titles, each column as wide as what it holds. */
final class Columns {
  private Columns() {}

  static void print(PrintWriter out, List<String> titles, Stream<List<String>> rows) {
    List<List<String>> all = Stream.concat(Stream.of(titles), rows).toList();
    int[] widths =
        IntStream.range(0, titles.size())
            .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
