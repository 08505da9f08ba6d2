package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** What somebody does who wants to see the console break. */
class StrangerTest extends OnConsole {
  private static final String DRAWN = ".graph[data-drawn=complete]";
  private static final String ENDLESS = "9".repeat(400);

  /** Parts of addresses that no link has. */
  private static final List<String> NONSENSE =
      List.of(
          "/plans?sort=hasOwnProperty",
          "/plans?sort=__proto__&page=-3&state=constructor",
          "/plans?page=" + ENDLESS + "&owner=%E2%80%AE",
          "/plans/__proto__",
          "/plans/" + ENDLESS,
          "/plans/" + ENDLESS + "/tasks/" + ENDLESS,
          "/plans//",
          "/tasks/%3Cimg%20src=x%20onerror=window.hurt=1%3E",
          "/assets/constructor",
          "/assets/functions/__proto__?sort=valueOf&page=x",
          "/assets/grants?from=__proto__&to=constructor",
          "/lineage/%22%3E%3Cscript%3Ewindow.hurt=1%3C%2Fscript%3E",
          "/events?kind=toString&change=constructor&asset=%27",
          "/graphs/zzz",
          "/graphs/" + "0".repeat(32),
          "/sign-in?next=javascript:window.hurt=1");

  @Test
  void addressesOfNonsenseLeadToPagesThatSaySo() {
    for (String path : NONSENSE) {
      open(path);
      holds(path);
    }
    for (String name : List.of("constructor", "__proto__", "toString", "%3Cimg%3E", "")) {
      String path = "/plans?organization=" + ONE + "&channel=" + name;
      browser.open("http://" + server.pages() + path);
      holds(path);
      path = "/plans?organization=" + name + "&channel=" + channel;
      browser.open("http://" + server.pages() + path);
      holds(path);
    }
  }

  @Test
  void nonsenseAboutAPlanThatIsThereShowsThePlan() throws Exception {
    study(1);
    for (String query :
        List.of(
            "?view=constructor&status=__proto__&worker=toString&q=round:constructor",
            "?view=tasks&sort=hasOwnProperty&page=-1",
            "?view=tasks&sort=__proto__&page=" + ENDLESS,
            "/tasks/nonsense",
            "/tasks/%E2%80%AE?view=progress")) {
      open(planPage() + query);
      browser.awaitText(".plan-head", "0 of 4 ended");
      holds(query);
    }
  }

  /** The top and something to read are there, and no script of the page has failed. */
  private void holds(String path) {
    browser.awaitTrue(
        "page of " + path,
        "return document.querySelector('main [role=status] .spinner') === null"
            + " && document.querySelector('main')?.innerText.trim().length > 0");
    assertThat(browser.text(".menu")).as(path).contains("Plans", "System");
    assertThat(browser.run("return window.hurt ?? 'unhurt'")).as(path).isEqualTo("unhurt");
    assertThat(browser.complaints())
        .as(path)
        .allMatch(complaint -> complaint.contains("Failed to load resource"));
  }

  @Test
  void backAndForwardLeadToWhatWasThere() throws Exception {
    study(2);
    one.renamePlan(key("plan"), "a plan");
    open("/plans");
    browser.awaitText("tbody", "a plan");
    browser.driver().findElement(By.linkText("a plan")).click();
    WebElement graph = browser.await(DRAWN);
    graph.sendKeys(Keys.HOME, Keys.ENTER);
    browser.await(".plan-panel");
    browser.run("document.querySelector('.tabs a[href*=\"view=tasks\"]').click()");
    browser.awaitText(".pager", "of 8 tasks");
    browser.run("document.querySelector('.menu a[href^=\"/events\"]').click()");
    browser.awaitText("h1", "Events");

    browser.driver().navigate().back();
    browser.awaitText(".pager", "of 8 tasks");
    browser.await(".plan-panel");
    browser.driver().navigate().back();
    browser.await(DRAWN);
    browser.await(".plan-panel");
    browser.driver().navigate().back();
    browser.awaitTrue("no panel", "return document.querySelector('.plan-panel') === null");
    browser.driver().navigate().back();
    browser.awaitText("h1", "Plans");
    browser.driver().navigate().forward();
    browser.driver().navigate().forward();
    browser.await(".plan-panel");
    browser.await(DRAWN);
    assertThat(browser.complaints()).isEmpty();
    browser.open("about:blank");
    browser.driver().navigate().back();
    browser.await(".plan-panel");
    browser.await(DRAWN);
    train(1);
    browser.awaitText(".plan-head", "3 of 8 ended");
  }

  @Test
  void zoomAtItsLimitsIsStillAPicture() throws Exception {
    study(40);
    for (int width : List.of(1400, 380)) {
      browser.size(width, 800);
      open(planPage());
      WebElement graph = browser.await(DRAWN);
      browser.awaitText(".plan-head", "of 160 ended");
      for (String wheel : List.of("-1e9", "1e9", "-1e308", "1e308")) {
        browser.run(
            """
            const graph = document.querySelector('.graph');
            const box = graph.getBoundingClientRect();
            graph.dispatchEvent(new WheelEvent('wheel', {
              clientX: box.x + 5, clientY: box.y + 5, bubbles: true, cancelable: true, deltaY: %s }));
            """
                .formatted(wheel));
      }
      for (String key : List.of("+", "-", "+")) {
        graph.sendKeys(key.repeat(60));
      }
      graph.sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT.toString().repeat(50)));
      graph.sendKeys(Keys.HOME);
      browser.awaitText(".plan-graph > [aria-live=polite]", "round 1");
      browser.run(
          """
          window.placed = '';
          document.querySelector('.graph').addEventListener('drawn', () => {
            window.placed = document.querySelector('.graph-nodes').style.transform;
          });
          """);
      graph.sendKeys("0");
      browser.awaitTrue(
          "picture of all",
          "return /^matrix\\(1, 0, 0, 1, -?[0-9.]+, -?[0-9.]+\\)$/.test(window.placed)");
    }
    assertThat(browser.complaints()).isEmpty();
  }

  /** Goes to another page as a link of the console does. */
  private void follow(String path) {
    String caller = "?organization=" + ONE + "&channel=" + channel;
    browser.run(
        "history.pushState(null, '', '%s%s'); dispatchEvent(new PopStateEvent('popstate'))"
            .formatted(path, caller));
  }

  @Test
  void answersThatAreCutOffAreSaidToBeSoAndComeWhenTheyAreWhole() throws Exception {
    study(40);
    for (int i = 0; i < 100; i++) {
      one.register(plan("plan " + i));
    }
    CuttingProxy proxy = closing(CuttingProxy.before(server.pages()));
    browser.open(link("/events").replace(server.pages(), proxy.address()));
    browser.awaitText(".badge", "live");
    browser.run("window.notLoadedAnew = true");

    proxy.cutAfter(3_000);
    follow("/plans");
    browser.awaitText("main", "The answer of the server has not come whole.");
    follow(planPage());
    browser.awaitText(".banner", "The server cannot be reached");
    proxy.cutNoMore();

    browser.await(DRAWN);
    browser.awaitText(".plan-head", "0 of 160 ended");
    follow("/plans");
    browser.awaitText(".pager", "of 101 plans");
    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
  }

  @Test
  void pagesThatAreOpenedWhileTheServerIsAwayComeWhenItIsBack() throws Exception {
    alone();
    study(1);
    one.renamePlan(key("plan"), "a plan");
    one.updateFunction(key("function"), "a function", address("image"));
    Map<String, String> shown =
        Map.of(
            "/plans",
            "a plan",
            "/assets/functions",
            "a function",
            "/events",
            "compute plan",
            planPage(),
            "0 of 4 ended");
    Map<String, String> tabs = new HashMap<>();
    for (String path : shown.keySet()) {
      browser.driver().switchTo().newWindow(WindowType.TAB);
      open("/system");
      browser.awaitText("main", "Calls since the start");
      browser.run("window.notLoadedAnew = true");
      tabs.put(path, browser.driver().getWindowHandle());
    }
    String pages = server.pages();

    server.stop();
    for (String path : shown.keySet()) {
      browser.driver().switchTo().window(tabs.get(path));
      follow(path);
      browser.awaitText(".banner", "The server cannot be reached");
    }
    again(pages);

    for (String path : shown.keySet()) {
      browser.driver().switchTo().window(tabs.get(path));
      browser.awaitText("main", shown.get(path));
      assertThat(browser.run("return window.notLoadedAnew")).as(path).isEqualTo(true);
    }
    browser.driver().switchTo().window(tabs.get(planPage()));
    browser.await(DRAWN);
    browser.awaitText("h1", "a plan");
  }

  @Test
  void aFloodWhileNobodyLooksIsCaughtUpWithoutAStandstill() throws Exception {
    alone();
    study(60);
    open(planPage());
    browser.await(DRAWN);
    browser.run(
        """
        window.longest = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((it) => {
          window.longest = Math.max(window.longest, it.duration);
        })).observe({ type: 'longtask' });
        """);
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    awaitStreams(0);
    for (int round = 1; round <= 60; round++) {
      train(round);
      together(round);
    }
    browser.driver().switchTo().window(first);

    browser.awaitText(".plan-head", "240 of 240 ended");
    assertThat(browser.number("return window.longest")).isLessThan(1000);
  }

  @Test
  void keysAloneCancelAPlanAfterASecondThought() throws Exception {
    study(1);
    open(planPage());
    browser.await(DRAWN);
    tabTo("Cancel…");
    press(Keys.ENTER);
    browser.awaitText("dialog", "Cancel this plan?");
    assertThat(focused()).isEqualTo("Keep it as it is");
    press(Keys.ESCAPE);
    browser.awaitTrue("no question", "return document.querySelector('dialog') === null");
    assertThat(focused()).isEqualTo("Cancel…");
    press(Keys.ENTER);
    browser.awaitText("dialog", "Cancel this plan?");
    press(Keys.TAB);
    assertThat(focused()).isEqualTo("Cancel the plan");
    press(Keys.ENTER);

    browser.awaitText(".plan-head .badge", "cancelled");
    assertThat(one.plan(key("plan")).hasCancelationDate()).isTrue();
  }

  private void tabTo(String text) {
    for (int i = 0; i < 60 && !focused().equals(text); i++) {
      press(Keys.TAB);
    }
    assertThat(focused()).isEqualTo(text);
  }

  private void press(Keys key) {
    browser.driver().switchTo().activeElement().sendKeys(key);
  }

  private String focused() {
    return String.valueOf(browser.run("return document.activeElement.textContent.trim()"));
  }
}
