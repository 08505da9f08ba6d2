package orchestrator.e2e.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** The page of a plan, from its registration to its end. */
class PlanPageTest extends OnConsole {
  private static final String DRAWN = ".graph[data-drawn=complete]";
  private static final String TOLD = ".plan-graph > [aria-live=polite]";

  @Test
  void aPlanIsWatchedFromItsRegistrationToItsEnd() throws Exception {
    study(2);
    open(planPage());

    browser.await(DRAWN);
    browser.awaitText(".plan-head", "0 of 8 ended");
    browser.run("window.notLoadedAnew = true");
    train(1);
    together(1);
    browser.awaitText(".plan-head", "4 of 8 ended, 50 %");
    train(2);
    together(2);
    browser.awaitText(".plan-head", "8 of 8 ended, 100 %");

    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void tasksThatComeLaterAreDrawnToo() throws Exception {
    study(1);
    open(planPage());
    browser.awaitText(".plan-head", "of 4 ended");

    one.register(child("late", "together 1").putOutputs("score", output()));

    browser.awaitText(".plan-head", "of 5 ended");
  }

  @Test
  void aFailureIsShownWithItsReportAndThePlanIsTakenUp() throws Exception {
    study(2);
    train(1);
    one.start(key("together 1"));
    open(planPage() + "?view=failures");
    browser.awaitText(".state", "No task has failed");

    one.register(taskFailure("together 1"));
    browser.awaitText(".plan-main", "1 task has failed, and because of that 4 others cannot run");
    browser.awaitText(".plan-main", "the code of the function failed");
    browser.awaitText(".plan-main", taskFailure("together 1").getLogsAddress().getStorageAddress());

    button("Resume…").click();
    button("Look what has to run").click();
    browser.awaitText("dialog", "the 5 tasks that are not done");
    button("Register the new plan").click();
    browser.awaitText(".plan-head", "resumed from another plan");
    browser.awaitText(".plan-head", "of 5 ended");
  }

  @Test
  void itIsTakenUpUnderTheKeysThatOtherClientsMake() throws Exception {
    study(1);
    one.cancelPlan(key("plan"));
    String expected =
        UUID.nameUUIDFromBytes(("resume of " + key("plan")).getBytes(UTF_8)).toString();
    open(planPage());
    browser.await(DRAWN);

    button("Resume…").click();
    button("Look what has to run").click();
    browser.awaitText("dialog", "They are cancelled first");
    button("Register the new plan").click();

    browser.awaitTrue("new plan", "return location.pathname === '/plans/" + expected + "'");
  }

  @Test
  void aPlanIsCancelledOnlyAfterAskingAndOnlyByItsOwner() throws Exception {
    study(1);
    browser.open(link(planPage()).replace(ONE, TWO));
    browser.await(DRAWN);
    assertThat(button("Cancel…").isEnabled()).isFalse();

    open(planPage());
    browser.await(DRAWN);
    button("Cancel…").click();
    button("Keep it as it is").click();
    assertThat(one.plan(key("plan")).hasCancelationDate()).isFalse();
    button("Cancel…").click();
    button("Cancel the plan").click();

    browser.awaitText(".plan-head .badge", "cancelled");
    browser.awaitText(".plan-head", "cancelled");
    assertThat(one.plan(key("plan")).hasCancelationDate()).isTrue();
  }

  @Test
  void whatOneTabCancelsTheOtherShowsAsCancelled() throws Exception {
    study(1);
    open(planPage());
    browser.await(DRAWN);
    browser.run("window.notLoadedAnew = true");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.WINDOW);
    open(planPage());
    browser.await(DRAWN);

    button("Cancel…").click();
    button("Cancel the plan").click();
    browser.awaitText(".plan-head .badge", "cancelled");

    browser.driver().switchTo().window(first);
    browser.awaitText(".plan-head .badge", "cancelled");
    assertThat(button("Cancel…").isEnabled()).isFalse();
    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
  }

  @Test
  void keysLeadAlongTheEdgesAndSayWhereOneIs() throws Exception {
    study(2);
    train(1);
    open(planPage());
    WebElement graph = browser.await(DRAWN);

    graph.sendKeys(Keys.HOME);
    browser.awaitText(TOLD, "function, done, MyOrg1MSP, round 1, depends on nothing");
    graph.sendKeys(Keys.ARROW_DOWN);
    browser.awaitText(TOLD, "MyOrg2MSP");
    graph.sendKeys(Keys.ARROW_RIGHT);
    browser.awaitText(
        TOLD, "together, ready, MyOrg1MSP, round 1, depends on 3 tasks, 3 tasks wait");
    graph.sendKeys(Keys.ARROW_RIGHT);
    browser.awaitText(TOLD, "round 2, depends on 1 task");
    graph.sendKeys(Keys.ENTER);

    browser.awaitText(".plan-panel", "It waits for a task that it depends on");
    assertThat(browser.run("return location.pathname").toString())
        .startsWith(planPage() + "/tasks/");
    browser.await(".plan-panel").sendKeys(Keys.ESCAPE);
    browser.awaitTrue("plan alone", "return location.pathname === '" + planPage() + "'");
  }

  @Test
  void whatIsFoundInTheGraphIsInTheTableToo() throws Exception {
    study(3);
    train(1);
    open(planPage() + "?view=tasks");
    browser.awaitText(".pager", "1–12 of 12 tasks");

    browser.await("input[type=search]").sendKeys("worker:MyOrg2MSP status:done");
    browser.awaitText(".pager", "1–1 of 1 tasks");
    assertThat(rows()).isEqualTo(1);
    open(planPage() + "?q=round:2");
    browser.awaitText("[role=search]", "4 tasks");
  }

  private long rows() {
    return browser.number("return document.querySelectorAll('.plan-main tbody tr').length");
  }

  @Test
  void aTaskIsToldWithAllThatBelongsToIt() throws Exception {
    study(2);
    train(1);
    together(1);

    open(planPage() + "/tasks/" + key("together 1"));

    browser.awaitText(".plan-panel", "It waits for nothing: it is done.");
    assertThat(browser.text(".plan-panel"))
        .contains("output model of", "everybody", key("together 1"), "executing")
        .contains(model("any", "any").getAddress().getStorageAddress());
    assertThat(
            browser
                .run("return document.querySelector('.plan-panel a[href*=\"/lineage/\"]').href")
                .toString())
        .contains(key("model of together 1"));
  }

  @Test
  void scoresAreDrawnByRoundAndOrganizationAsTheyCome() throws Exception {
    study(2);
    train(1);
    open(planPage() + "?view=learning");
    browser.awaitText(".plan-cards h2", "function: score");
    browser.awaitTrue(
        "three points", "return document.querySelectorAll('.chart circle').length === 3");

    together(1);
    train(2);

    browser.awaitTrue(
        "six points", "return document.querySelectorAll('.chart circle').length === 6");
    assertThat(browser.text(".legend")).contains(ONE, TWO, THREE);
  }

  @Test
  void aPlanThatIsNotThereSaysSo() {
    open(planPage());

    browser.awaitText("main", "There is no such plan");
  }

  @Test
  void whatHappenedWhileTheServerWasAwayIsCaughtUp() throws Exception {
    alone();
    study(1);
    open(planPage());
    browser.awaitText(".plan-head", "0 of 4 ended");
    String pages = server.pages();

    server.stop();
    browser.awaitText(".banner", "The server cannot be reached");
    again(pages);
    train(1);

    browser.awaitText(".plan-head", "3 of 4 ended");
  }

  private WebElement button(String text) {
    browser.awaitTrue(
        "button " + text,
        "return [...document.querySelectorAll('button')].some((it) => it.textContent.trim() === '"
            + text
            + "')");
    return (WebElement)
        browser.run(
            "return [...document.querySelectorAll('button')].find((it) => it.textContent.trim() === '"
                + text
                + "')");
  }

  /** A name that would be markup, one from right to left, one of emoji, and the longest. */
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=\"window.hurt=1\">",
          "\u202Eevil\u202C name",
          "🧪🔬🧬",
          "x".repeat(100));

  @Test
  void namesAreTextWhateverTheyHold() throws Exception {
    study(1);
    for (String name : HOSTILE) {
      one.renamePlan(key("plan"), name);
      one.updateFunction(key("function"), name, address("image"));

      open(planPage() + "/tasks/" + key("train 1 " + ONE));

      browser.await(DRAWN);
      browser.awaitTrue(
          "the name as a text",
          "return document.querySelector('h1 bdi')?.textContent === " + new Gson().toJson(name));
      browser.awaitText(".plan-panel", "Inputs".toUpperCase(Locale.ROOT));
      assertThat(browser.run("return window.hurt ?? 'unhurt'")).isEqualTo("unhurt");
      assertThat(browser.number("return document.querySelectorAll('main img').length")).isZero();
      assertThat(
              browser.number(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .isZero();
    }
  }
}
