package orchestrator.client.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a run found, for people and for programs. */
record Report(
    String workload,
    String target,
    int clients,
    int connections,
    double seconds,
    List<Measurements.Row> calls,
    List<Measurements.Row> observations,
    SortedMap<String, Long> errors,
    Map<String, Double> figures) {

  /** All answered calls. */
  long callsDone() {
    return calls.stream().mapToLong(Measurements.Row::count).sum();
  }

  String table() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s on %s: %d clients, %d connections, %.1f s",
        workload,
        target,
        clients,
        connections,
        seconds);
    line(
        text,
        "%-28s %10s %12s %11s %11s %11s",
        "",
        "count",
        "per second",
        "median ms",
        "p99 ms",
        "longest ms");
    calls.forEach(row -> line(text, row));
    observations.forEach(row -> line(text, row));
    line(text, "%-28s %10d %12.1f", "all calls", callsDone(), callsDone() / seconds);
    figures.forEach((name, value) -> line(text, "%-28s %10.0f", name, value));
    errors.forEach((code, count) -> line(text, "error %s: %d", code, count));
    return text.toString();
  }

  private void line(StringBuilder text, Measurements.Row row) {
    line(
        text,
        "%-28s %10d %12.1f %11.2f %11.2f %11.2f",
        row.name(),
        row.count(),
        row.count() / seconds,
        row.median(),
        row.p99(),
        row.longest());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  /** One JSON object on one line; times in milliseconds. */
  String json() {
    return object(
        new Member("workload", quoted(workload)),
        new Member("target", quoted(target)),
        new Member("clients", Integer.toString(clients)),
        new Member("connections", Integer.toString(connections)),
        new Member("seconds", number(seconds)),
        new Member("calls", Long.toString(callsDone())),
        new Member("calls_per_second", number(callsDone() / seconds)),
        new Member("methods", rows(calls)),
        new Member("observations", rows(observations)),
        new Member(
            "figures",
            object(
                figures.entrySet().stream()
                    .map(figure -> new Member(figure.getKey(), number(figure.getValue()))))),
        new Member(
            "errors",
            object(
                errors.entrySet().stream()
                    .map(error -> new Member(error.getKey(), error.getValue().toString())))));
  }

  private String rows(List<Measurements.Row> rows) {
    return object(
        rows.stream()
            .map(
                row ->
                    new Member(
                        row.name(),
                        object(
                            new Member("count", Long.toString(row.count())),
                            new Member("per_second", number(row.count() / seconds)),
                            new Member("median_ms", number(row.median())),
                            new Member("p99_ms", number(row.p99())),
                            new Member("longest_ms", number(row.longest()))))));
  }

  /** Holds a member of an object, its value in JSON already. */
  private record Member(String name, String value) {}

  private static String object(Member... members) {
    return object(Stream.of(members));
  }

  private static String object(Stream<Member> members) {
    return members
        .map(member -> quoted(member.name()) + ":" + member.value())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
