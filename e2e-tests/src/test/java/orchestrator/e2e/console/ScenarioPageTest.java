package orchestrator.e2e.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What a service of scenarios does, in a browser. */
class ScenarioPageTest extends OnConsole {
  /** Longer than the test, so that it ends by the button. */
  private static final String LONG =
      """
      {"name": "<b>long</b>", "seed": 1, "repetitions": 1, "nodes": [
        {"name": "steady", "transactions": [{"delta": 0, "size": 10, "quantity": 20000, "rate": 20}]}]}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  /** One that shows the scenarios of a service in another process. */
  @Override
  ServerSettings console(Path where) throws Exception {
    return super.console(where)
        .withFlags(
            "--scenario-service", shared(ScenarioProcess.class, this::service).settingsAddress());
  }

  private ScenarioProcess service() throws Exception {
    return ScenarioProcess.start(classFolder.resolve("reports"));
  }

  @BeforeEach
  void nothingRuns() throws Exception {
    post(scenarios().settingsAddress(), "/v1/scenario/stop", "");
  }

  private ScenarioProcess scenarios() throws Exception {
    return shared(ScenarioProcess.class, this::service);
  }

  private void post(String address, String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + address + path))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** A node that takes whatever it is sent. */
  private void register(String name) throws Exception {
    HttpServer node =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "taken".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    node.start();
    AutoCloseable unused = closing(() -> node.stop(0));
    post(
        scenarios().nodesAddress(),
        "/",
        "{\"name\": \"%s\", \"url\": \"http://127.0.0.1:%d/\"}"
            .formatted(name, node.getAddress().getPort()));
  }

  private void press(String button) {
    browser.awaitTrue(
        button,
        "return [...document.querySelectorAll('button:enabled')].some((it) => it.textContent === "
            + new Gson().toJson(button)
            + ")");
    browser.driver().findElement(By.xpath("//button[text()='" + button + "']")).click();
  }

  @Test
  void aScenarioIsWatchedAndStopped() throws Exception {
    open("/scenarios");
    register("first-node");
    browser.awaitText("tbody", "first-node");
    browser.awaitText("tbody", "alive");
    post(scenarios().settingsAddress(), "/v1/scenario", LONG);

    browser.awaitText(".head .badge", "running");
    browser.awaitTrue(
        "plots of rate and latency, which go on",
        "const lines = [...document.querySelectorAll('.chart path')];"
            + "return lines.length === 5"
            + " && lines.every((it) => (it.getAttribute('d').match(/L/g) ?? []).length >= 2)");
    browser.awaitTrue(
        "what the node has done",
        "return Number(document.querySelector('tbody td.number').textContent) > 20");

    Looks.at(
        browser,
        "scenarios",
        link("/scenarios"),
        () ->
            browser.awaitTrue("plots", "return document.querySelectorAll('.chart').length === 2"));
    press("Stop…");
    press("Keep it as it is");
    browser.awaitTrue("no question", "return document.querySelector('dialog') === null");
    assertThat(browser.text(".head .badge")).isEqualTo("running");
    press("Stop…");
    press("Stop it");
    browser.awaitText(".head .badge", "over");
    assertThat(browser.complaints()).isEmpty();

    browser.open(
        String.valueOf(browser.run("return document.querySelector('.head a.button').href")));
    browser.awaitText("h1", "Scenario <b>long</b>");
    browser.awaitTrue(
        "styles of the report",
        "return getComputedStyle(document.body).fontFamily.includes('sans')");
  }

  @Test
  void aDoorThatAsksNoServiceSaysSo() throws Exception {
    on(super.console(folder));
    open("/scenarios");

    browser.awaitText("main", "This door shows no scenarios");
  }
}
