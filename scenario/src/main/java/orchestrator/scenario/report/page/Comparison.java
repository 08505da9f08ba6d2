package orchestrator.scenario.report.page;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Table;
import orchestrator.cli.text.Terminal;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Percentiles;
import orchestrator.scenario.report.Report;

/** Puts reports side by side: each of them against the first. */
public final class Comparison {
  /** How many reports can be compared. */
  public static final int MOST = 8;

  private final List<Report> reports;
  private final List<Row> rows = new ArrayList<>();

  /** A figure of each report; empty where a report has none. */
  private record Row(String what, List<OptionalDouble> values, boolean isCount) {}

  private Comparison(List<Report> reports) {
    this.reports = reports;
    count("due", Figures::intended);
    count("sent", Figures::sent);
    count("answered", Figures::answered);
    count("committed", Figures::committed);
    count("succeeded", Figures::succeeded);
    count("failed", Figures::failed);
    count("under way at the end", Figures::underWay);
    row("seconds", false, report -> OptionalDouble.of(report.totals().seconds()));
    row("succeeded a second", false, report -> OptionalDouble.of(report.totals().rate()));
    for (Measure measure : Measure.values()) {
      String what = measure == Measure.SERVICE ? "ended, since sent, ms" : measure.word() + ", ms";
      time(what + " p50", measure, Percentiles::p50);
      time(what + " p99", measure, Percentiles::p99);
      time(what + " max", measure, Percentiles::max);
    }
  }

  /**
   * Compares reports.
   *
   * @throws IllegalArgumentException unless they are 2 to 8
   */
  public static Comparison of(List<Report> reports) {
    if (reports.size() < 2 || reports.size() > MOST) {
      throw new IllegalArgumentException(
          "2 to " + MOST + " reports can be compared, not " + reports.size() + ".");
    }
    return new Comparison(List.copyOf(reports));
  }

  private void count(String what, ToDoubleFunction<Figures> count) {
    row(what, true, report -> OptionalDouble.of(count.applyAsDouble(report.totals().all())));
  }

  private void time(String what, Measure measure, ToDoubleFunction<Percentiles> which) {
    row(what, false, report -> time(report, measure, which));
  }

  private static OptionalDouble time(
      Report report, Measure measure, ToDoubleFunction<Percentiles> which) {
    return report.totals().all().time(measure).stream()
        .mapToDouble(percentiles -> which.applyAsDouble(percentiles))
        .findFirst();
  }

  private void row(String what, boolean isCount, Function<Report, OptionalDouble> value) {
    List<OptionalDouble> values = reports.stream().map(value).toList();
    if (values.stream().anyMatch(OptionalDouble::isPresent)) {
      rows.add(new Row(what, values, isCount));
    }
  }

  /** Writes it for a terminal. */
  public void print(PrintWriter out, Terminal terminal) {
    for (int i = 0; i < reports.size(); i++) {
      out.println(Escapes.oneLine(letter(i) + ": " + describe(reports.get(i))));
    }
    out.println();
    Table table = new Table(out, terminal, heading());
    cells().forEach(table::add);
    table.flush();
    out.println();
    sentences().forEach(sentence -> out.println(Escapes.oneLine(sentence)));
    out.flush();
  }

  /** A page of its own, with the plots of all laid over each other. */
  public String html() {
    StringBuilder body = new StringBuilder("<h1>Scenarios side by side</h1>\n<ul>\n");
    for (int i = 0; i < reports.size(); i++) {
      String text = letter(i) + ": " + describe(reports.get(i));
      body.append("<li>").append(Html.escape(text)).append("</li>\n");
    }
    body.append("</ul>\n");
    sentences().forEach(sentence -> body.append(Html.paragraph(sentence)));
    body.append(Html.section("Figures", Html.table(heading(), 1, cells())));
    Plot rates = new Plot("Transactions that succeeded by second", "a second", false);
    Plot medians = new Plot("Median time by second", Plots.TIME, true);
    Plot tails = new Plot("Time that 99 of 100 do not exceed, by second", Plots.TIME, true);
    for (int i = 0; i < reports.size(); i++) {
      Report report = reports.get(i);
      String dash = i % 2 == 0 ? "" : Plots.DASHED;
      rates.line(letter(i) + " succeeded", i, dash, report, Plots.rate(report, Figures::succeeded));
      if (report.totals().all().failed() > 0) {
        rates.line(
            letter(i) + " failed", i, Plots.DOTTED, report, Plots.rate(report, Figures::failed));
      }
      medians.line(letter(i), i, dash, report, Plots.time(Measure.ENDED, Percentiles::p50));
      tails.line(letter(i), i, dash, report, Plots.time(Measure.ENDED, Percentiles::p99));
    }
    body.append(Html.section("Transactions a second", rates.html()));
    body.append(Html.section("Median time since due", medians.html()));
    body.append(Html.section("p99 of the time since due", tails.html()));
    return Html.page("Scenarios side by side", body.toString());
  }

  private static String letter(int place) {
    return String.valueOf((char) ('A' + place));
  }

  private static String describe(Report report) {
    String settings = report.header().settings();
    return report.header().run()
        + (settings.isEmpty() ? "" : ", " + settings)
        + ", proxy "
        + report.header().proxy()
        + ", "
        + report.header().entries().size()
        + " nodes. "
        + report.ending();
  }

  private List<String> heading() {
    List<String> heading = new ArrayList<>(List.of(""));
    for (int i = 0; i < reports.size(); i++) {
      heading.add(letter(i));
      if (i > 0) {
        heading.add(letter(i) + " / A");
      }
    }
    return heading;
  }

  private List<List<String>> cells() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.what));
      for (int i = 0; i < row.values.size(); i++) {
        OptionalDouble value = row.values.get(i);
        line.add(value.isPresent() ? number(value.getAsDouble(), row.isCount) : "-");
        if (i > 0) {
          OptionalDouble ratio = ratio(row.values.get(0), value);
          line.add(ratio.isPresent() ? Numbers.of(ratio.getAsDouble()) : "-");
        }
      }
      cells.add(line);
    }
    return cells;
  }

  private static String number(double value, boolean isCount) {
    return isCount ? Long.toString((long) value) : Numbers.of(value);
  }

  private static OptionalDouble ratio(OptionalDouble first, OptionalDouble other) {
    return first.isPresent() && other.isPresent() && first.getAsDouble() > 0
        ? OptionalDouble.of(other.getAsDouble() / first.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What differs, in words. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Report first = reports.get(0);
    for (int i = 1; i < reports.size(); i++) {
      Report other = reports.get(i);
      if (!other.header().digest().equals(first.header().digest())) {
        sentences.add("A and " + letter(i) + " ran different settings.");
      } else if (other.header().seed() != first.header().seed()) {
        sentences.add("A and " + letter(i) + " ran the same settings with different payloads.");
      } else {
        sentences.add("A and " + letter(i) + " ran the same settings with the same payloads.");
      }
      List<String> parts = new ArrayList<>();
      OptionalDouble rate =
          ratio(OptionalDouble.of(first.totals().rate()), OptionalDouble.of(other.totals().rate()));
      rate.ifPresent(times -> parts.add(Numbers.of(times) + " times as many succeed a second"));
      times(first, other, Percentiles::p50, "the median takes", parts);
      times(first, other, Percentiles::p99, "p99 takes", parts);
      parts.add(
          other.totals().all().failed() + " fail instead of " + first.totals().all().failed());
      sentences.add(letter(i) + " against A: " + String.join(", ", parts) + ".");
    }
    return sentences;
  }

  private static void times(
      Report first,
      Report other,
      ToDoubleFunction<Percentiles> which,
      String what,
      List<String> parts) {
    ratio(time(first, Measure.ENDED, which), time(other, Measure.ENDED, which))
        .ifPresent(times -> parts.add(what + " " + Numbers.of(times) + " times as long"));
  }
}
