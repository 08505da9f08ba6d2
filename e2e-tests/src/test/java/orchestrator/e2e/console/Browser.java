package orchestrator.e2e.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import orchestrator.e2e.harness.ModuleFolder;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Looks at pages of the console as a person does. */
final class Browser implements AutoCloseable {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/%s/axe.min.js";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));

  private static final Dimension SIZE = new Dimension(1400, 900);

  private final ChromeDriverService service;
  private final ChromeDriver driver;
  private final Set<String> visited = new HashSet<>();
  private boolean resized;

  private Browser(ChromeDriverService service, ChromeDriver driver) {
    this.service = service;
    this.driver = driver;
  }

  /** Starts one, or has the test skipped where there is none. */
  static Browser start() throws IOException {
    Optional<Path> browser = found(BROWSERS);
    Optional<Path> chromedriver = found(DRIVERS);
    Assumptions.assumeTrue(
        browser.isPresent() && chromedriver.isPresent(),
        "the console is not looked at: chromium and chromedriver are not installed");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=%d,%d".formatted(SIZE.width, SIZE.height));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    service.start();
    return new Browser(service, new ChromeDriver(service, options));
  }

  private static Optional<Path> found(List<Path> files) {
    return files.stream().filter(Files::isExecutable).findFirst();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Goes on in a new tab, the only one, as somebody who has never been anywhere. */
  void anew() {
    Set<String> used = driver.getWindowHandles();
    String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    for (String tab : used) {
      driver.switchTo().window(tab).close();
    }
    driver.switchTo().window(fresh);
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    for (String origin : visited) {
      driver.executeCdpCommand(
          "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    }
    visited.clear();
    if (resized) {
      driver.manage().window().setSize(SIZE);
      resized = false;
    }
    complaints();
  }

  void open(String address) {
    if (address.startsWith("http")) {
      visited.add(URI.create(address).resolve("/").toString());
    }
    driver.get(address);
  }

  /** The element, as soon as it is there. */
  WebElement await(String css) {
    return until(
        css,
        () -> {
          List<WebElement> elements = driver.findElements(By.cssSelector(css));
          return elements.isEmpty() ? Optional.empty() : Optional.of(elements.get(0));
        });
  }

  /** Waits until an element shows a text. */
  void awaitText(String css, String text) {
    until(
        css + " with the text " + text,
        () -> {
          for (WebElement element : driver.findElements(By.cssSelector(css))) {
            try {
              if (element.getText().contains(text)) {
                return Optional.of(element);
              }
            } catch (StaleElementReferenceException gone) {
              // The page has drawn it anew; it is looked for again.
            }
          }
          return Optional.empty();
        });
  }

  /** Waits until a script gives true. */
  void awaitTrue(String what, String script) {
    until(what, () -> Boolean.TRUE.equals(run(script)) ? Optional.of(true) : Optional.empty());
  }

  private <T> T until(String what, Supplier<Optional<T>> look) {
    Waiting waiting = new Waiting(PATIENCE);
    Optional<T> found = look.get();
    try {
      while (found.isEmpty() && !waiting.isOver()) {
        waiting.pause();
        found = look.get();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return found.orElseThrow(
        () ->
            new AssertionError(
                "there is no " + what + " at " + driver.getCurrentUrl() + ":\n" + text("body")));
  }

  String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  void click(String css) {
    await(css).click();
  }

  Object run(String script) {
    return Objects.requireNonNullElse(driver.executeScript(script), "");
  }

  long number(String script) {
    return ((Number) run(script)).longValue();
  }

  void size(int width, int height) {
    resized = true;
    driver.manage().window().setSize(new Dimension(width, height));
    // A window has a least width; a page does not.
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void theme(String name) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
  }

  /** Lets answers come very late, or as they come. */
  void slow(boolean isSlow) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            false,
            "latency",
            isSlow ? 3_000 : 0,
            "downloadThroughput",
            -1,
            "uploadThroughput",
            -1));
  }

  /** Has files saved in a folder, without a question. */
  void saveTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** How many bytes the page's scripts hold, without what nobody reaches any more. */
  long heap() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    return ((Number) driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize"))
        .longValue();
  }

  /** Keeps what is seen below target/screenshots. */
  void picture(String name) throws IOException {
    Path folder = ModuleFolder.target().resolve("screenshots");
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** What breaks the rules of WCAG 2.2 AA on this page, one line each. */
  List<?> faults() throws IOException {
    driver.executeScript(new String(read(AXE.formatted(axeVersion())), StandardCharsets.UTF_8));
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']}).then((found) =>
              done(found.violations.flatMap((each) => each.nodes.map(
                (node) => `${each.id}: ${node.target} ${node.failureSummary}`))));
            """);
  }

  private static String axeVersion() throws IOException {
    Properties properties = new Properties();
    properties.load(
        new ByteArrayInputStream(read("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
    return properties.getProperty("version");
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    }
  }

  /** What the page has complained about since this was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      service.stop();
    }
  }
}
