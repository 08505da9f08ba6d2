package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Events, assets and figures, as they change. */
class FeedPagesTest extends OnConsole {
  private static final String ROWS = "return document.querySelectorAll('tbody tr').length";

  @Test
  void eventsComeAsTheyHappenAndLeadToTheirAssets() throws Exception {
    open("/events");
    browser.awaitText(".badge", "live");

    one.register(plan("plan").setName("a plan"));

    browser.awaitText("tbody tr:first-child", "compute plan");
    browser.click("tbody tr:first-child a");
    browser.awaitTrue(
        "page of the plan", "return location.pathname === '/plans/" + key("plan") + "'");
  }

  @Test
  void aFilterNarrowsOldAndNewEventsDown() throws Exception {
    one.register(plan("old"));
    one.register(function("function"));
    open("/events?kind=ASSET_COMPUTE_PLAN");
    browser.awaitText("tbody", "compute plan");
    assertThat(browser.number(ROWS)).isEqualTo(1);

    one.register(function("second"));
    one.register(plan("new"));

    browser.awaitTrue("two plans", ROWS + " === 2");
    assertThat(browser.text("tbody")).doesNotContain("function");
    open("/events?asset=" + key("second"));
    browser.awaitText("tbody", "function");
    assertThat(browser.number(ROWS)).isEqualTo(1);
  }

  @Test
  void aPausedFeedKeepsWhatComesForLater() throws Exception {
    open("/events?kind=ASSET_COMPUTE_PLAN");
    browser.awaitText("main", "No event is like that");
    browser.driver().findElement(By.xpath("//button[text()='Pause']")).click();
    one.register(plan("plan"));
    browser.awaitText("main", "1 new");
    assertThat(browser.number(ROWS)).isZero();

    browser.driver().findElement(By.xpath("//button[text()='Go on']")).click();

    browser.awaitTrue("the event", ROWS + " === 1");
  }

  @Test
  void aFloodOfEventsIsCutOffAndSaysSo() throws Exception {
    open("/events");
    browser.awaitText(".badge", "live");
    for (int i = 0; i < 1100; i++) {
      one.register(plan("plan " + i));
    }

    browser.awaitText("[role=note]", "Only the newest 1,000 of these are kept here");
    browser.awaitTrue("a thousand rows", ROWS + " === 1000");
  }

  @Test
  void assetsAreListedAsTheyAreRegisteredAndBuilt() throws Exception {
    open("/assets/functions");
    browser.awaitText("main", "There are no functions yet");
    one.register(function("function"));
    browser.awaitText("tbody .badge", "waiting");
    one.build(key("function"));
    browser.awaitText("tbody .badge", "ready");

    browser.click("tbody a");
    browser.awaitText("#asset", one.function(key("function")).getName());
    browser.awaitText(".facts", key("function"));
  }

  @Test
  void grantsAreAMatrixOfGiversAndTakers() throws Exception {
    one.register(function("open").setNewPermissions(everyone()));
    one.register(function("narrow").setNewPermissions(only(TWO)));
    open("/assets/grants");
    browser.awaitText(".matrix", "1 function");

    assertThat(cell(1)).isEqualTo("2 functions");
    assertThat(cell(2)).isEqualTo("2 functions");
    assertThat(cell(3)).isEqualTo("1 function");
    browser.click(".matrix tbody td:nth-of-type(3) button");
    browser.awaitText("#granted", ONE + " grants " + THREE);
    party(TWO).register(manager("manager"));
    browser.awaitText(".matrix", "1 data manager");
  }

  private String cell(int number) {
    return browser.text(".matrix tbody tr:first-child td:nth-of-type(" + number + ")");
  }

  @Test
  void figuresOfTheSystemFollowWhatItDoes() throws Exception {
    alone();
    open("/system");
    browser.awaitText("main", channel);
    browser.awaitText("main", "OrganizationService/RegisterOrganization");

    one.register(plan("plan"));

    browser.awaitText("main", "ComputePlanService/RegisterPlan");
    browser.awaitText(".facts", "answers");
  }
}
