package orchestrator.e2e.console;

import java.io.IOException;
import java.nio.file.Path;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.Test;

/** How the pages look: without faults of accessibility in both themes, and on a phone. */
class PagesLookTest extends OnConsole {

  @Test
  void listsAndFiguresKeepTheRulesOfAccessibility() throws Exception {
    study(4);
    train(1);
    together(1);
    train(2);
    one.start(key("together 2"));
    one.register(taskFailure("together 2"));
    one.register(plan("second").setName("a plan without tasks"));
    one.register(plan("third").setName("a plan that was called off"));
    one.cancelPlan(key("third"));
    one.register(manager("manager"));
    one.register(sample("sample", "manager"));

    look("plans", "/plans", "tbody .badge", "failed");
    look("events", "/events", ".badge", "live");
    look("system", "/system", "main", "Calls since the start");
    look("functions", "/assets/functions", "tbody", "ready");
    look(
        "function",
        "/assets/functions/" + key("function"),
        "#asset",
        one.function(key("function")).getName());
    look("managers", "/assets/datamanagers", "tbody", ONE);
    look("samples", "/assets/datasamples", "tbody", ONE);
    look("organizations", "/assets/organizations", "tbody", TWO);
    look("grants", "/assets/grants?from=" + ONE + "&to=" + TWO, "#granted", "grants");
    look("lineage", "/lineage/" + key("model of together 1"), "[aria-labelledby=ahead] tbody", "3");
    look("nowhere", "/lineage/nothing", "main", "There is no such model");
  }

  @Test
  void emptyListsAndRefusalsDoToo() throws Exception {

    look("empty-plans", "/plans", "main", "There are no plans yet");
    look("empty-grants", "/assets/grants", "main", "Nothing is granted yet");
    look("no-graphs", "/graphs", "main", "This server runs no graphs");
    Looks.at(
        browser,
        "refused",
        "http://" + server.pages() + "/plans?organization=NobodyMSP&channel=" + channel,
        () -> browser.awaitText("[role=alert]", "Try again"));
  }

  @Test
  void theSignInDoesToo() throws Exception {
    Path accounts = folder.resolve("accounts.yaml");
    new TestAccounts().account("alice", "alice's", "write").replace(accounts);
    on(console(folder).withFlags("--accounts", accounts.toString()));

    Looks.at(
        browser,
        "sign-in",
        "http://" + server.pages() + "/plans",
        () -> browser.await("input[name=password]"));
  }

  private void look(String name, String path, String css, String text) throws IOException {
    Looks.at(browser, name, link(path), () -> browser.awaitText(css, text));
  }
}
