package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/**
 * A plan of ten thousand tasks, and fifteen thousand edges, in the time and room of a small one.
 */
class LargePlanTest extends OnConsole {
  private static final int ROUNDS = 2500;
  private static final int TASKS = 4 * ROUNDS;

  @Override
  ServerSettings console(Path where) throws Exception {
    return super.console(where).withHeap("1g");
  }

  @Test
  void itTakesFewRequestsFewElementsAndFewFrames() throws Exception {
    study(ROUNDS);
    open(planPage());
    browser.await(".graph[data-drawn=complete]");
    browser.awaitText(".plan-head", "of 10,000 ended");

    assertThat(browser.number("return document.querySelectorAll('*').length"))
        .as("elements of the page")
        .isLessThan(300);
    train(1);
    together(1);
    browser.awaitText(".plan-head", "4 of 10,000 ended");

    changesAreDrawnTogether();
    movingAsksForNothing();
    theTableShowsAPageOfThem();
    assertThat(browser.complaints()).isEmpty();
  }

  private void changesAreDrawnTogether() {
    browser.run(
        """
        window.changes = 0;
        window.frames = 0;
        document.querySelector('.graph').addEventListener('drawn', (event) => {
          window.changes += event.detail.times.length;
          window.frames += event.detail.times.length > 0 ? 1 : 0;
        });
        """);
    int rounds = 12;
    for (int round = 2; round < 2 + rounds; round++) {
      train(round);
      together(round);
    }
    browser.awaitText(".plan-head", 4 + 4 * rounds + " of 10,000 ended");

    // Of each task, that it is ready, executes, is done; but not that the first was ready.
    long changes = 3L * 4 * rounds;
    browser.awaitTrue("all changes drawn", "return window.changes >= " + (changes - 3));
    assertThat(browser.number("return window.frames")).isLessThan(changes / 2);
  }

  private void movingAsksForNothing() {
    String all = browser.await(".graph").getScreenshotAs(OutputType.BASE64);
    long before = browser.number("return performance.getEntriesByType('resource').length");
    browser.run(
        """
        const graph = document.querySelector('.graph');
        const at = { clientX: 600, clientY: 500, bubbles: true, cancelable: true };
        window.pictures = 0;
        graph.addEventListener('drawn', () => window.pictures++);
        let turn = 0;
        const wheel = setInterval(() => {
          graph.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: turn++ % 60 < 30 ? -60 : 60 }));
          if (window.pictures > 20 && turn % 60 === 15) {
            clearInterval(wheel);
            window.moved = true;
          }
        }, 20);
        """);

    browser.awaitTrue("picture that moves with the wheel", "return window.moved === true");
    assertThat(browser.await(".graph").getScreenshotAs(OutputType.BASE64)).isNotEqualTo(all);
    assertThat(browser.number("return performance.getEntriesByType('resource').length"))
        .isEqualTo(before);
  }

  private void theTableShowsAPageOfThem() {
    open(planPage() + "?view=tasks");
    browser.awaitText(".pager", "1–50 of 10,000 tasks");
    assertThat(browser.number("return document.querySelectorAll('.plan-main tbody tr').length"))
        .isEqualTo(50)
        .isLessThan(TASKS);
  }
}
