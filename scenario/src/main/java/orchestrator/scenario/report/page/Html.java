package orchestrator.scenario.report.page;

import java.util.List;
import orchestrator.cli.text.Escapes;

/** Writes parts of a page that needs nothing from elsewhere, and runs nothing. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --text: #1b1f24; --back: #fff; --line: #d5d9de; --soft: #5b6470; \
      --look-0: #0b62a8; --look-1: #b8480a; --look-2: #187a3c; --look-3: #a3187f; \
      --look-4: #6b5b00; --look-5: #5a3fc0; --look-6: #007a7a; --look-7: #b3001e; }
      @media (prefers-color-scheme: dark) {
      :root { --text: #e8eaed; --back: #16191d; --line: #3a4048; --soft: #a2abb6; \
      --look-0: #6cb4f5; --look-1: #ff9a5c; --look-2: #62cf8b; --look-3: #f07fd2; \
      --look-4: #d8c24a; --look-5: #a996ff; --look-6: #4fd0d0; --look-7: #ff7384; } }
      body { font: 14px/1.45 sans-serif; margin: 2em auto; padding: 0 1em; max-width: 960px; \
      color: var(--text); background: var(--back); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; }
      td, th { border-bottom: 1px solid var(--line); padding: 2px 10px; text-align: left; \
      vertical-align: top; overflow-wrap: anywhere; }
      td.number, th.number { text-align: right; white-space: nowrap; \
      font-variant-numeric: tabular-nums; }
      .soft { color: var(--soft); }
      .fault { font-weight: bold; }
      svg { width: 100%; font-size: 12px; }
      svg text { fill: var(--soft); }
      .legend { list-style: none; padding: 0; margin: 0 0 1em; display: flex; flex-wrap: wrap; \
      gap: 0 1.5em; }
      .legend svg { width: 26px; height: 8px; margin-right: 6px; }
      """;

  private Html() {}

  static String page(String title, String body) {
    return page(title, body, 0);
  }

  /**
   * A page.
   *
   * @param refresh after how many seconds it is to be loaded again; 0 for never
   */
  static String page(String title, String body, int refresh) {
    String again =
        refresh == 0 ? "" : "<meta http-equiv=\"refresh\" content=\"" + refresh + "\">\n";
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s<title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(again, escape(title), STYLE, body);
  }

  static String escape(String text) {
    return Escapes.inXml(text);
  }

  /** A heading with what is below it. */
  static String section(String title, String body) {
    return "<h2>" + escape(title) + "</h2>\n" + body;
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  /**
   * A table.
   *
   * @param words how many columns at the left have words; the others have numbers
   */
  static String table(List<String> heading, int words, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    row(table, "th", words, heading);
    for (List<String> row : rows) {
      table.append("<tr>");
      row(table, "td", words, row);
    }
    return table.append("</table></div>\n").toString();
  }

  private static void row(StringBuilder table, String tag, int words, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      table.append('<').append(tag).append(i < words ? ">" : " class=\"number\">");
      table.append(escape(cells.get(i))).append("</").append(tag).append('>');
    }
    table.append("</tr>\n");
  }
}
