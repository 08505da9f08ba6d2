package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Looks at a page in both themes and on a phone, and keeps the pictures. */
final class Looks {
  /** How many pixels of a page are beyond its right edge. */
  static final String BEYOND_THE_EDGE =
      "return document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private Looks() {}

  /**
   * Opens a page, and looks at it in each theme and size.
   *
   * @param ready waits until it shows what it is to
   */
  static void at(Browser browser, String name, String address, Runnable ready) throws IOException {
    browser.open(address);
    ready.run();
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      browser.size(1400, 900);
      assertThat(browser.faults()).as("%s, %s", name, theme).isEmpty();
      browser.picture(name + "-" + theme);
      browser.size(380, 800);
      browser.awaitTrue("page of 380 pixels", "return innerWidth === 380");
      assertThat(browser.number(BEYOND_THE_EDGE))
          .as("what of %s, %s, is beyond the right edge", name, theme)
          .isZero();
      browser.picture(name + "-" + theme + "-380");
    }
  }
}
