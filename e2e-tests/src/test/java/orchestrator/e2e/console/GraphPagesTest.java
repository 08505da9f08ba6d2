package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Graphs in a browser: from a file with faults to the end of a run. */
class GraphPagesTest extends OnConsole {
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
  private static final String FINE =
      """
      {"name": "from a page", "digraph": [0, 1, 0, 0],
       "nodes": [
         {"id": 0, "name": "first", "engine": "sleep", "args": ["milliseconds=200"]},
         {"id": 1, "name": "second", "engine": "sleep", "args": ["milliseconds=200"]}]}
      """;

  /** One that runs graphs, of this channel. */
  @Override
  ServerSettings console(Path where) throws Exception {
    return super.console(where)
        .withFlags("--graphs", "--graph-folder", where.resolve("graphs").toString());
  }

  /** As the server has graphs of one channel only. */
  @Override
  String channelOf(int test) {
    return "mychannel";
  }

  /** The server has registered its own. */
  @Override
  void register() {}

  @BeforeEach
  void noGraphs() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String list = "http://" + server.pages() + "/v1/tasks/";
    String known = http.send(request(list).build(), BodyHandlers.ofString()).body();
    for (MatchResult id : ID.matcher(known).results().toList()) {
      http.send(request(list + id.group(1)).DELETE().build(), BodyHandlers.discarding());
    }
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }

  /** Writes into the field of the graph as a paste does, at once. */
  private void paste(String text) {
    browser.await("textarea");
    browser.run(
        """
        const area = document.querySelector('textarea');
        area.value = %s;
        area.dispatchEvent(new Event('input', {bubbles: true}));
        """
            .formatted(new Gson().toJson(text)));
  }

  private String submit(String graph) {
    open("/graphs/new");
    paste(graph);
    browser.awaitText("main", "is fine");
    // The runner starts after the door does.
    browser.awaitTrue(
        "page of the graph",
        "document.querySelector('.head button.primary:enabled')?.click();"
            + "return /^\\/graphs\\/[0-9a-f]{32}$/.test(location.pathname)");
    return String.valueOf(browser.run("return location.pathname.split('/')[2]"));
  }

  @Test
  void faultsAreShownAtTheirLinesBeforeAnythingRuns() throws Exception {
    open("/graphs/new");
    paste("digraph night {\n  a -> b\n  b [engine=\n}\n");

    browser.awaitText(".faults", "line 4");
    browser.awaitText(".editor li.faulty", "4");
    assertThat(browser.await(".head button.primary").isEnabled()).isFalse();
    browser.click(".faults button");
    browser.awaitTrue(
        "place of the fault",
        "const area = document.querySelector('textarea');"
            + "return document.activeElement === area"
            + " && area.value.slice(0, area.selectionStart).split('\\n').length === 4");

    paste("digraph night {\n  a -> b\n  b [engine=sleep]\n}\n");
    browser.awaitText("main", "night is fine: dot, 2 nodes, 1 edges.");
    assertThat(browser.await(".head button.primary").isEnabled()).isTrue();
    open("/graphs");
    browser.awaitText("main", "No graph has been submitted yet");
  }

  @Test
  void aGraphIsSubmittedAndWatchedToItsEnd() throws Exception {
    String id = submit(FINE);

    browser.awaitText("h1", "from a page");
    browser.awaitText("main .head .status", "Success");
    browser.awaitText("tbody", "result=second_");
    browser.awaitTrue(
        "picture", "return document.querySelector('.picture img').naturalWidth > 100");
    open("/graphs");
    browser.awaitText("tbody", "Success");
    open("/" + id);
    browser.awaitText("h1", "from a page");
    assertThat(browser.complaints()).isEmpty();
    browser.open("http://" + server.pages() + "/graph/" + id + ".json");
    assertThat(browser.text("body")).contains("\"state\":3");
  }

  @Test
  void aGraphIsDeletedOnlyAfterAsking() throws Exception {
    submit(FINE);
    browser.awaitText("h1", "from a page");
    press("Delete…");
    press("Keep it as it is");
    browser.awaitTrue("no question", "return document.querySelector('dialog') === null");
    press("Delete…");
    press("Delete it");

    browser.awaitText("main", "No graph has been submitted yet");
  }

  private void press(String button) {
    browser.awaitTrue(
        button,
        "return [...document.querySelectorAll('button')].some((it) => it.textContent === "
            + new Gson().toJson(button)
            + ")");
    browser.driver().findElement(By.xpath("//button[text()='" + button + "']")).click();
  }

  @Test
  void namesOfNodesAreText() throws Exception {
    submit(
        """
        {"name": "<img src=x onerror='window.hurt=1'>", "edges": [],
         "nodes": [{"id": 0, "name": "<script>window.hurt=1</script>", "engine": "sleep",
           "artifact": "\\u202Egnp.exe", "target": "</td><img src=x onerror=window.hurt=1>"}]}
        """);
    browser.awaitText("main .head .status", "Success");

    assertThat(browser.run("return window.hurt ?? 'unhurt'")).isEqualTo("unhurt");
    assertThat(browser.run("return document.querySelector('h1').textContent"))
        .isEqualTo("<img src=x onerror='window.hurt=1'>");
    assertThat(browser.number("return document.querySelectorAll('main img').length"))
        .as("the picture alone")
        .isEqualTo(1);
  }

  @Test
  void thePagesOfGraphsKeepTheRulesOfAccessibility() throws IOException {
    String id = submit(FINE);
    browser.awaitText("main .head .status", "Success");

    Looks.at(browser, "graphs", link("/graphs"), () -> browser.awaitText("tbody", "Success"));
    Looks.at(browser, "graph", link("/graphs/" + id), () -> browser.awaitText("tbody", "Success"));
    Looks.at(
        browser,
        "new-graph",
        link("/graphs/new"),
        () -> {
          paste("digraph night {\n  a -> b\n  b [engine=\n}\n");
          browser.awaitText(".faults", "line 4");
        });
  }
}
