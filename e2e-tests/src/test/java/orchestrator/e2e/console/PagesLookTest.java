package orchestrator.e2e.console;

import java.io.IOException;
import java.nio.file.Path;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.Test;

/** How the pages look: without faults of accessibility in both themes, and on a phone. */
class PagesLookTest extends OnConsole {

  @Test
  void listsAndFiguresKeepTheRulesOfAccessibility() throws Exception {
    ServerProcess server = start(console());
    Party one = members(server);
    study(one, 4);
    train(server, 1);
    together(one, 1);
    train(server, 2);
    one.start(key("together 2"));
    one.register(taskFailure("together 2"));
    one.register(plan("second").setName("a plan without tasks"));
    one.register(plan("third").setName("a plan that was called off"));
    one.cancelPlan(key("third"));
    one.register(manager("manager"));
    one.register(sample("sample", "manager"));
    Browser browser = browser();

    look(browser, server, "plans", "/plans", "tbody .badge", "failed");
    look(browser, server, "events", "/events", ".badge", "live");
    look(browser, server, "system", "/system", "main", "Calls since the start");
    look(browser, server, "functions", "/assets/functions", "tbody", "ready");
    look(
        browser,
        server,
        "function",
        "/assets/functions/" + key("function"),
        "#asset",
        one.function(key("function")).getName());
    look(browser, server, "managers", "/assets/datamanagers", "tbody", ONE);
    look(browser, server, "samples", "/assets/datasamples", "tbody", ONE);
    look(browser, server, "organizations", "/assets/organizations", "tbody", TWO);
    look(
        browser,
        server,
        "grants",
        "/assets/grants?from=" + ONE + "&to=" + TWO,
        "#granted",
        "grants");
    look(
        browser,
        server,
        "lineage",
        "/lineage/" + key("model of together 1"),
        "[aria-labelledby=ahead] tbody",
        "3");
    look(browser, server, "nowhere", "/lineage/nothing", "main", "There is no such model");
  }

  @Test
  void emptyListsAndRefusalsDoToo() throws Exception {
    ServerProcess server = start(console());
    members(server);
    Browser browser = browser();

    look(browser, server, "empty-plans", "/plans", "main", "There are no plans yet");
    look(browser, server, "empty-grants", "/assets/grants", "main", "Nothing is granted yet");
    look(browser, server, "no-graphs", "/graphs", "main", "This server runs no graphs");
    Looks.at(
        browser,
        "refused",
        "http://" + server.pages() + "/plans?organization=NobodyMSP&channel=mychannel",
        () -> browser.awaitText("[role=alert]", "Try again"));
  }

  @Test
  void theSignInDoesToo() throws Exception {
    Path accounts = folder.resolve("accounts.yaml");
    new TestAccounts().account("alice", "alice's", "write").replace(accounts);
    ServerProcess server = start(console().withFlags("--accounts", accounts.toString()));
    Browser browser = browser();

    Looks.at(
        browser,
        "sign-in",
        "http://" + server.pages() + "/plans",
        () -> browser.await("input[name=password]"));
  }

  private void look(
      Browser browser, ServerProcess server, String name, String path, String css, String text)
      throws IOException {
    Looks.at(browser, name, address(server, path), () -> browser.awaitText(css, text));
  }
}
