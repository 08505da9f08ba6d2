package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How the page of a plan looks: in both themes, on a phone, to who does not see it. */
class PlanLooksTest extends OnConsole {
  private static final List<String> VIEWS =
      List.of("", "tasks", "progress", "learning", "failures");

  @Test
  void eachViewKeepsTheRulesOfAccessibilityInBothThemesAndFitsAPhone() throws Exception {
    study(4);
    train(1);
    together(1);
    train(2);
    one.start(key("together 2"));
    one.register(taskFailure("together 2"));
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      for (String view : VIEWS) {
        browser.size(1400, 900);
        open(planPage() + "?view=" + view);
        awaitView(view);
        assertThat(browser.faults()).as("%s, %s", view, theme).isEmpty();
        String name = "plan-" + (view.isEmpty() ? "graph" : view) + "-" + theme;
        browser.picture(name);
        browser.size(380, 800);
        assertFits(name);
        browser.picture(name + "-380");
      }
      browser.size(1400, 1400);
      open(planPage() + "/tasks/" + key("together 2"));
      browser.awaitText(".plan-panel", "It will not run again");
      browser.awaitText(".plan-panel", "registered");
      assertThat(browser.faults()).as("a task, %s", theme).isEmpty();
      browser.picture("task-" + theme);
      browser.size(380, 800);
      assertFits("a task, " + theme);
    }
    browser.run("document.querySelector('main').append(document.createElement('img'))");
    assertThat(browser.faults()).as("a picture without words").isNotEmpty();
  }

  private void awaitView(String view) {
    browser.awaitText(".plan-head", "8 of 16 ended");
    switch (view) {
      case "tasks" -> browser.awaitText(".pager", "of 16 tasks");
      case "progress" -> browser.await(".chart");
      case "learning" -> browser.await(".chart");
      case "failures" -> browser.awaitText(".plan-main", "Reported by");
      default -> browser.await(".graph[data-drawn=complete]");
    }
  }

  private void assertFits(String what) {
    browser.awaitTrue("page of 380 pixels", "return innerWidth === 380");
    assertThat(
            browser.number(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("what of %s is beyond the right edge", what)
        .isZero();
  }
}
