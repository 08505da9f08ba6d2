package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Graphs in a browser: from a file with faults to the end of a run. */
class GraphPagesTest extends OnConsole {
  private static final String FINE =
      """
      {"name": "from a page", "digraph": [0, 1, 0, 0],
       "nodes": [
         {"id": 0, "name": "first", "engine": "sleep", "args": ["milliseconds=200"]},
         {"id": 1, "name": "second", "engine": "sleep", "args": ["milliseconds=200"]}]}
      """;

  private ServerProcess server;
  private Browser browser;

  @BeforeEach
  void aServerThatRunsGraphs() throws Exception {
    server =
        start(
            console().withFlags("--graphs", "--graph-folder", folder.resolve("graphs").toString()));
    browser = browser();
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
    browser.open(address(server, "/graphs/new"));
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
    browser.open(address(server, "/graphs/new"));
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
    browser.open(address(server, "/graphs"));
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
    browser.open(address(server, "/graphs"));
    browser.awaitText("tbody", "Success");
    browser.open(address(server, "/" + id));
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

    Looks.at(
        browser, "graphs", address(server, "/graphs"), () -> browser.awaitText("tbody", "Success"));
    Looks.at(
        browser,
        "graph",
        address(server, "/graphs/" + id),
        () -> browser.awaitText("tbody", "Success"));
    Looks.at(
        browser,
        "new-graph",
        address(server, "/graphs/new"),
        () -> {
          paste("digraph night {\n  a -> b\n  b [engine=\n}\n");
          browser.awaitText(".faults", "line 4");
        });
  }
}
