package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The list of plans, and what is around every page. */
class PlansPageTest extends OnConsole {
  private static final String FIRST_NAME =
      "return document.querySelector('tbody th bdi')?.textContent";

  @Test
  void aPlanAppearsWithItsRegistrationAndItsTasksAreCountedAsTheyChange() throws Exception {
    open("/");
    browser.awaitText("main", "There are no plans yet");
    browser.run("window.notLoadedAnew = true");

    study(2);

    browser.awaitText("tbody", one.plan(key("plan")).getName());
    browser.awaitTrue("bar of 8 tasks", bar("3 ready", "5 waiting"));
    train(1);
    browser.awaitTrue("3 done tasks", bar("1 ready", "3 done", "4 waiting"));
    browser.awaitText("tbody", "37 %");
    together(1);
    train(2);
    together(2);
    browser.awaitText("tbody .badge", "done");
    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  private static String bar(String... parts) {
    StringBuilder script =
        new StringBuilder(
            "const bar = document.querySelector('.bar')?.getAttribute('aria-label') ?? '';"
                + " return true");
    for (String part : parts) {
      script.append(" && bar.includes(").append(new Gson().toJson(part)).append(")");
    }
    return script.toString();
  }

  @Test
  void aFailureIsShownThoughNoEventOfThePlanTellsIt() throws Exception {
    study(1);
    open("/plans");
    browser.awaitText("tbody .badge", "running");

    train(1);
    one.start(key("together 1"));
    one.register(taskFailure("together 1"));

    browser.awaitText("tbody .badge", "failed");
  }

  @Test
  void plansAreSearchedSortedAndPagedAndALinkLeadsToTheSame() throws Exception {
    for (int i = 1; i <= 60; i++) {
      one.register(plan("p" + i).setName("plan " + i).setTag(i % 2 == 0 ? "even" : "odd"));
    }
    open("/plans");
    browser.awaitText(".pager", "1–25 of 60 plans");
    browser.awaitTrue("the newest first", FIRST_NAME + " === 'plan 60'");

    browser.click("thead button");
    browser.awaitTrue("the names in their order", FIRST_NAME + " === 'plan 1'");
    browser.await("input[type=search]").sendKeys("EVEN");
    browser.awaitText(".pager", "1–25 of 30 plans");
    browser.driver().findElement(By.xpath("//button[text()='Last']")).click();
    browser.awaitText(".pager", "26–30 of 30 plans");
    String link = browser.driver().getCurrentUrl();

    browser.open("about:blank");
    browser.open(link);
    browser.awaitText(".pager", "26–30 of 30 plans");
    browser.awaitTrue("the same order", FIRST_NAME + " === 'plan 52'");
    browser.driver().findElement(By.cssSelector("input[type=search]")).sendKeys(" nothing");
    browser.awaitText("main", "No plan is like that");
  }

  @Test
  void plansOfAnotherOwnerAreLeftOut() throws Exception {
    one.register(plan("own").setName("own plan"));
    party(TWO).register(plan("other").setName("other plan"));

    open("/plans?owner=" + TWO);
    browser.awaitText(".pager", "1–1 of 1 plans");
    browser.awaitText("tbody", "other plan");
    one.register(plan("later").setName("later plan"));
    party(TWO).register(plan("last").setName("last plan"));
    browser.awaitText("tbody", "last plan");

    assertThat(browser.text("tbody")).doesNotContain("own plan").doesNotContain("later plan");
  }

  @Test
  void namesAreTextWhateverTheyHold() throws Exception {
    List<String> names =
        List.of(
            "<img src=x onerror=\"window.hurt=1\">",
            "</script><script>window.hurt=1</script>",
            "\u202Eevil\u202C name",
            "🧪🔬🧬",
            "{{files}} ${window.hurt=1}",
            "x".repeat(100));
    for (String name : names) {
      one.register(plan(name).setName(name).setTag(name));
    }
    browser.size(380, 800);

    open("/plans?sort=name");
    browser.awaitText(".pager", "of 6 plans");

    List<?> shown =
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('tbody th bdi')].map((it) => it.textContent)");
    assertThat(shown.stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(browser.run("return window.hurt ?? 'unhurt'")).isEqualTo("unhurt");
    assertThat(browser.number("return document.querySelectorAll('main img').length")).isZero();
    assertThat(browser.number(Looks.BEYOND_THE_EDGE)).isZero();
  }

  @Test
  void whatHappenedWhileTheServerWasAwayIsCaughtUpInAllTabs() throws Exception {
    alone();
    study(1);
    open("/plans");
    browser.awaitText("tbody .badge", "running");
    browser.run("window.notLoadedAnew = true");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    open("/events");
    browser.awaitText(".badge", "live");
    browser.run("window.notLoadedAnew = true");
    String pages = server.pages();

    server.stop();
    browser.awaitText(".banner", "The server cannot be reached");
    again(pages);
    train(1);
    together(1);

    browser.awaitText("tbody", "model");
    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
    browser.driver().switchTo().window(first);
    browser.awaitText("tbody .badge", "done");
    browser.awaitTrue("no banner", "return document.querySelector('.banner') === null");
    assertThat(browser.run("return window.notLoadedAnew")).isEqualTo(true);
  }

  @Test
  void aTabThatNobodySeesKeepsNoConnectionAndCatchesUpWhenItIsSeen() throws Exception {
    alone();
    open("/plans");
    awaitStreams(1);
    String first = browser.driver().getWindowHandle();

    browser.driver().switchTo().newWindow(WindowType.TAB);
    awaitStreams(0);
    one.register(plan("plan").setName("made while nobody looked"));
    browser.driver().switchTo().window(first);

    browser.awaitText("tbody", "made while nobody looked");
    awaitStreams(1);
  }

  @Test
  void aServerThatHasForgottenAllIsShownAsItIs() throws Exception {
    alone();
    one.register(plan("plan").setName("gone with its server"));
    open("/plans");
    browser.awaitText("tbody", "gone with its server");
    String pages = server.pages();

    server.stop();
    on(console(folder.resolve("other")).withFlags("--http-listen", pages));
    one.register(plan("new").setName("of another server"));

    browser.awaitText("tbody", "of another server");
    assertThat(browser.text("tbody")).doesNotContain("gone with its server");
  }

  @Test
  void aListSaysWhenItIsLoadedAndWhenItCannotBe() throws Exception {
    one.register(plan("plan").setName("a plan"));

    browser.open("http://" + server.pages() + "/plans?organization=NobodyMSP&channel=" + channel);
    browser.awaitText("[role=alert]", "Try again");
    assertThat(browser.text("main")).doesNotContain("a plan");

    open("/plans");
    browser.awaitText("tbody", "a plan");
    browser.slow(true);
    browser.run("document.querySelector('.menu a[href^=\"/assets\"]').click()");
    browser.awaitText("main [role=status]", "Loading functions…");
    browser.slow(false);
    browser.awaitText("main", "There are no functions yet");
  }

  @Test
  void keysLeadToAllThatIsOnAPage() throws Exception {
    one.register(plan("plan").setName("a plan"));
    open("/plans");
    browser.awaitText("tbody", "a plan");

    type(Keys.TAB);
    assertThat(focused()).isEqualTo("Skip to the page");
    type(Keys.ENTER);
    browser.awaitTrue("focus on the page", "return document.activeElement.id === 'main'");
    List<String> path = new ArrayList<>();
    while (path.size() < 40 && !path.contains("a plan")) {
      type(Keys.TAB);
      path.add(focused());
    }
    assertThat(path).contains("Name", "Owner", "Started↓", "a plan");
    type(Keys.ENTER);
    browser.awaitTrue(
        "the plan's page", "return location.pathname === '/plans/" + key("plan") + "'");
    browser.driver().navigate().back();
    browser.awaitText("h1", "Plans");
  }

  private void type(Keys key) {
    browser.driver().switchTo().activeElement().sendKeys(key);
  }

  private String focused() {
    return String.valueOf(browser.run("return document.activeElement.textContent.trim()"));
  }
}
