package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** Signing in and out in a browser. */
class SignInTest extends OnConsole {
  private static final String ACCOUNTS = "accounts.yaml";

  /** That of the accounts. */
  @Override
  String channelOf(int test) {
    return "mychannel";
  }

  /** A door with accounts. */
  @Override
  ServerSettings console(Path where) throws Exception {
    Path accounts = Files.createDirectories(where).resolve(ACCOUNTS);
    all().replace(accounts);
    return super.console(where)
        .withFlags("--accounts", accounts.toString(), "--reload-interval", "100ms");
  }

  @BeforeEach
  void aPlan() {
    one.register(plan("plan").setName("a guarded plan"));
  }

  private static TestAccounts all() throws Exception {
    return new TestAccounts()
        .account("alice", "alice's", "write")
        .tokens("2099-01-01T00:00:00Z", "token-of-alice")
        .account("reader", "reader's", "read");
  }

  private String at(String path) {
    return "http://" + server.pages() + path;
  }

  private void signIn(String account, String password) {
    browser.await("input[name=account]").clear();
    browser.await("input[name=account]").sendKeys(account);
    browser.await("input[name=password]").clear();
    browser.await("input[name=password]").sendKeys(password);
    browser.click("form button.primary");
  }

  @Test
  void whoSignsInSeesThePageThatWasAskedForAndStaysSignedIn() throws Exception {
    browser.open(at("/plans?q=guarded"));
    browser.await("input[name=password]");
    assertThat(browser.text("body")).doesNotContain("a guarded plan");

    signIn("alice", "alice's");

    browser.awaitText("tbody", "a guarded plan");
    browser.awaitText("header", "alice");
    browser.open(at("/plans"));
    browser.awaitText("tbody", "a guarded plan");
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.open(at("/events"));
    browser.awaitText(".badge", "live");
  }

  @Test
  void nothingOfTheSessionIsWhereAScriptCouldReadIt() throws Exception {
    browser.open(at("/plans"));
    signIn("alice", "alice's");
    browser.awaitText("tbody", "a guarded plan");

    assertThat(
            browser.run(
                "return document.cookie + JSON.stringify(localStorage) +"
                    + " JSON.stringify(sessionStorage) + location.href"))
        .asString()
        .doesNotContain("alice's")
        .doesNotContain("orchestrator-");
    assertThat(browser.driver().manage().getCookies())
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.isHttpOnly()).isTrue();
              assertThat(cookie.getSameSite()).isEqualTo("Strict");
            });
  }

  @Test
  void aWrongPasswordIsRefusedAndTooManyHaveToWait() throws Exception {
    alone();
    browser.open(at("/plans"));
    signIn("alice", "wrong");
    browser.awaitText("[role=alert]", "The account's name or its password is wrong");
    for (int i = 0; i < 5; i++) {
      signIn("alice", "wrong " + i);
      browser.awaitTrue("answer", "return !document.querySelector('form button.primary').disabled");
    }

    browser.awaitText("[role=alert]", "Try again in");
    assertThat(browser.text("body")).doesNotContain("a guarded plan");
  }

  @Test
  void aTokenSignsInToo() throws Exception {
    browser.open(at("/sign-in"));
    browser.click("button.plain");
    browser.await("input[name=token]").sendKeys("unknown");
    browser.click("form button.primary");
    browser.awaitText("[role=alert]", "The token is unknown, revoked or expired");
    browser.await("input[name=token]").clear();
    browser.await("input[name=token]").sendKeys("token-of-alice");
    browser.click("form button.primary");

    browser.awaitText("tbody", "a guarded plan");
  }

  @Test
  void whoSignsOutIsOutInAllTabs() throws Exception {
    browser.open(at("/plans"));
    signIn("alice", "alice's");
    browser.awaitText("tbody", "a guarded plan");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.open(at("/plans"));
    browser.awaitText("tbody", "a guarded plan");
    browser.driver().findElement(By.xpath("//button[text()='Sign out']")).click();
    browser.await("input[name=password]");

    browser.driver().switchTo().window(first);
    browser.run("document.querySelector('.menu a[href^=\"/assets\"]').click()");
    browser.awaitText("main", "The session has ended. Sign in again.");
    browser.open(at("/plans"));
    browser.await("input[name=password]");
  }

  @Test
  void aSessionEndsWithItsAccount() throws Exception {
    alone();
    browser.open(at("/events"));
    signIn("alice", "alice's");
    browser.awaitText(".badge", "live");

    new TestAccounts().account("reader", "reader's", "read").replace(folder.resolve(ACCOUNTS));

    browser.awaitTrue(
        "sign-in",
        "document.querySelector('.menu a[href^=\"/events\"]')?.click();"
            + "document.querySelector('.menu a[href^=\"/plans\"]')?.click();"
            + "return document.querySelector('input[name=password]') !== null");
    browser.awaitText("main", "The session has ended. Sign in again.");
  }

  @Test
  void aReaderSeesAllAndIsOfferedNothingThatWrites() throws Exception {
    browser.open(at("/plans"));
    signIn("reader", "reader's");
    browser.awaitText("tbody", "a guarded plan");
    browser.open(at("/graphs/new"));

    browser.awaitText("main", "This account may only read.");
  }

  @Test
  void whoLooksAtAPlanStaysSignedInWhenThePageIsLoadedAnew() {
    browser.open(at(planPage()));
    signIn("alice", "wrong");
    browser.awaitText("[role=alert]", "The account's name or its password is wrong");
    assertThat(browser.run("return location.pathname")).isEqualTo(planPage());
    assertThat(browser.text("body")).doesNotContain("a guarded plan");

    signIn("alice", "alice's");

    browser.awaitText("h1", "a guarded plan");
    browser.driver().navigate().refresh();
    browser.awaitText("h1", "a guarded plan");
    browser.awaitText("header", "alice");
    assertThat(browser.driver().findElements(By.cssSelector("input[name=password]"))).isEmpty();
  }

  @Test
  void aSessionThatEndsWhileEventsComeIsToldOnThePageOfThePlan() throws Exception {
    alone();
    one.register(plan("plan").setName("a guarded plan"));
    browser.open(at(planPage()));
    signIn("alice", "alice's");
    browser.awaitText("h1", "a guarded plan");

    new TestAccounts().account("reader", "reader's", "read").replace(folder.resolve(ACCOUNTS));
    // The door looks when it has something to send.
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    while (browser.driver().findElements(By.cssSelector("input[name=password]")).isEmpty()) {
      assertThat(waiting.isOver()).isFalse();
      one.renamePlan(key("plan"), "another name");
      waiting.pause();
    }

    browser.awaitText("main", "The session has ended. Sign in again.");
    assertThat(browser.text("body")).doesNotContain("another name");
    signIn("reader", "reader's");
    browser.awaitText("h1", "another name");
    assertThat(browser.run("return location.pathname")).isEqualTo(planPage());
  }

  @Test
  void whoSignsOutInAnotherTabIsOutOnThePageOfAPlanToo() {
    browser.open(at(planPage()));
    signIn("alice", "alice's");
    browser.awaitText("h1", "a guarded plan");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.open(at("/plans"));
    browser.awaitText("tbody", "a guarded plan");
    browser.driver().findElement(By.xpath("//button[text()='Sign out']")).click();
    browser.await("input[name=password]");

    browser.driver().switchTo().window(first);

    browser.awaitText("main", "The session has ended. Sign in again.");
    assertThat(browser.text("body")).doesNotContain("a guarded plan");
  }
}
