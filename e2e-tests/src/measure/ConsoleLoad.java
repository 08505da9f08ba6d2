import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the page of a plan costs in a browser: how long until it is drawn, how smoothly one moves
 * over it, how late changes are seen, how busy the page's thread is, how large its heaps are.
 *
 * <p>Run as `java ConsoleLoad.java HOST:PORT PLAN open`, `look` or `watch SECONDS`. With `watch`,
 * `ConsolePlan.java drive` makes the changes meanwhile. CHROMIUM names another browser than
 * /usr/bin/chromium.
 */
class ConsoleLoad implements WebSocket.Listener, AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final String DRAWN = ".graph[data-drawn=complete]";
  private static final int TIMES = 7;

  private final Process browser;
  private final Path profile;
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> workers = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final AtomicInteger ids = new AtomicInteger();
  private WebSocket socket;
  private String page = "";

  private ConsoleLoad(Process browser, Path profile) {
    this.browser = browser;
    this.profile = profile;
  }

  public static void main(String[] arguments) throws Exception {
    String address =
        "http://%s/plans/%s?organization=MyOrg1MSP&channel=mychannel"
            .formatted(arguments[0], arguments[1]);
    try (ConsoleLoad load = start()) {
      switch (arguments[2]) {
        case "open" -> load.open(address);
        case "look" -> load.look(address);
        case "watch" -> load.watch(address, Integer.parseInt(arguments[3]));
        default -> throw new IllegalArgumentException(arguments[2]);
      }
    }
  }

  private static ConsoleLoad start() throws Exception {
    Path profile = Files.createTempDirectory("console-load");
    Process browser =
        new ProcessBuilder(
                System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"),
                "--headless=new",
                "--no-sandbox",
                "--no-first-run",
                "--window-size=1400,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!browser.isAlive()) {
        throw new IOException("the browser has ended");
      }
      Thread.sleep(50);
    }
    List<String> lines = Files.readAllLines(port);
    ConsoleLoad load = new ConsoleLoad(browser, profile);
    HttpClient http = HttpClient.newHttpClient();
    load.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), load)
            .get();
    String targets =
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lines.get(0) + "/json"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher target =
        Pattern.compile("\"id\": \"([^\"]+)\"[^}]*\"type\": \"page\"").matcher(targets);
    target.find();
    load.page =
        text(
            load.call("", "Target.attachToTarget",
                "{\"targetId\":\"" + target.group(1) + "\",\"flatten\":true}"),
            "sessionId");
    load.call(load.page, "Page.enable", "{}");
    load.call(load.page, "Performance.enable", "{}");
    load.call(
        load.page,
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":1400,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}");
    load.call(
        load.page,
        "Target.setAutoAttach",
        "{\"autoAttach\":true,\"waitForDebuggerOnStart\":false,\"flatten\":true}");
    return load;
  }

  private void open(String address) throws Exception {
    double[] taken = new double[TIMES];
    call(
        page,
        "Page.addScriptToEvaluateOnNewDocument",
        "{\"source\":\""
            + "globalThis.longest = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
            + " longest = Math.max(longest, entry.duration); }).observe({ type: 'longtask' });"
            + "\"}");
    for (int time = 0; time < TIMES; time++) {
      navigate("about:blank");
      taken[time] = drawn(address);
      System.out.printf(
          Locale.ROOT,
          "drawn %.0f ms after the address was typed, longest task of the page's thread %.0f ms%n",
          taken[time],
          number("longest"));
    }
    Arrays.sort(taken);
    System.out.printf(Locale.ROOT, "median %.0f ms%n", taken[TIMES / 2]);
    heaps("heaps");
  }

  /** How long after the address was typed the whole graph was drawn. */
  private double drawn(String address) throws Exception {
    navigate(address);
    return number(
        """
        new Promise((done) => {
          const look = () => document.querySelector('%s')
            ? requestAnimationFrame(() => done(performance.now()))
            : requestAnimationFrame(look);
          look();
        })
        """
            .formatted(DRAWN));
  }

  private void look(String address) throws Exception {
    drawn(address);
    Thread.sleep(1000);
    script(
        """
        globalThis.frames = [];
        const step = (last) => (now) => { frames.push(now - last); requestAnimationFrame(step(now)); };
        requestAnimationFrame((now) => requestAnimationFrame(step(now)));
        """);
    double width = number("document.querySelector('.graph').clientWidth");
    double top = number("document.querySelector('.graph').getBoundingClientRect().top");
    double x = width / 2;
    double y = top + number("document.querySelector('.graph').clientHeight") / 2;
    wheel(x, y, -40, 90);
    frames("zoom in");
    drag(x, y);
    frames("pan");
    for (int at = 0; at < 100; at++) {
      mouse("mouseMoved", x - 300 + at * 6, y, "none", 0, 0);
      Thread.sleep(16);
    }
    frames("hover");
    wheel(x, y, 40, 90);
    frames("zoom out");
    heaps("heaps");
  }

  private void wheel(double x, double y, int by, int times) throws Exception {
    for (int time = 0; time < times; time++) {
      mouse("mouseWheel", x, y, "none", 0, by);
      Thread.sleep(16);
    }
  }

  private void drag(double x, double y) throws Exception {
    mouse("mousePressed", x, y, "left", 1, 0);
    for (int at = 0; at < 200; at++) {
      mouse("mouseMoved", x - at * 3, y + at % 20, "left", 1, 0);
      Thread.sleep(12);
    }
    mouse("mouseReleased", x - 600, y, "left", 0, 0);
  }

  private void mouse(String type, double x, double y, String button, int buttons, int wheel)
      throws Exception {
    call(
        page,
        "Input.dispatchMouseEvent",
        "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"%s\",\"buttons\":%d,\"clickCount\":1,\"deltaX\":0,\"deltaY\":%d}"
            .formatted(type, x, y, button, buttons, wheel));
  }

  private void frames(String what) throws Exception {
    String sorted = "frames.slice().sort((a, b) => a - b)";
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f frames, median %.1f ms, 95 of 100 within %.1f ms, longest %.1f ms%n",
        what,
        number("frames.length"),
        number(sorted + "[frames.length >> 1]"),
        number(sorted + "[Math.floor(frames.length * 0.95)]"),
        number("Math.max(...frames)"));
    script("frames.length = 0");
  }

  private void watch(String address, int seconds) throws Exception {
    System.out.printf(Locale.ROOT, "drawn after %.0f ms%n", drawn(address));
    script(
        """
        globalThis.late = [];
        document.querySelector('.graph').addEventListener('drawn', (event) => {
          for (const time of event.detail.times) {
            if (late.length < 200000) late.push(Date.now() - time);
          }
        });
        globalThis.longest = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
        }).observe({ type: 'longtask' });
        """);
    heaps("heaps before");
    String before = call(page, "Performance.getMetrics", "{}");
    for (int second = 0; second < seconds; second += 30) {
      TimeUnit.SECONDS.sleep(Math.min(30, seconds - second));
      heaps("heaps after " + Math.min(seconds, second + 30) + " s");
    }
    String after = call(page, "Performance.getMetrics", "{}");
    double busy = metric(after, "TaskDuration") - metric(before, "TaskDuration");
    double span = metric(after, "Timestamp") - metric(before, "Timestamp");
    script("late.sort((a, b) => a - b)");
    System.out.printf(
        Locale.ROOT,
        "%.0f changes shown, median %.0f ms after they were made, 95 of 100 within %.0f ms, last %.0f ms%n",
        number("late.length"),
        number("late[late.length >> 1] ?? -1"),
        number("late[Math.floor(late.length * 0.95)] ?? -1"),
        number("late[late.length - 1] ?? -1"));
    System.out.printf(
        Locale.ROOT,
        "the page's thread was busy for %.1f %% of the time, its longest task took %.0f ms%n",
        100 * busy / span,
        number("longest"));
  }

  /** Heaps of the page and its workers, after a collection. */
  private void heaps(String what) throws Exception {
    StringBuilder shown = new StringBuilder(what + ":");
    List<String> sessions = new ArrayList<>(List.of(page));
    synchronized (workers) {
      sessions.addAll(workers);
    }
    for (String session : sessions) {
      call(session, "HeapProfiler.enable", "{}");
      call(session, "HeapProfiler.collectGarbage", "{}");
      String usage = call(session, "Runtime.getHeapUsage", "{}");
      if (usage.contains("usedSize")) {
        shown.append(
            " %s %.1f MB and %.1f MB of arrays"
                .formatted(
                    session.equals(page) ? "page" : ", worker",
                    value(usage, "usedSize") / 1e6,
                    usage.contains("backingStorageSize")
                        ? value(usage, "backingStorageSize") / 1e6
                        : 0));
      }
    }
    System.out.println(shown);
  }

  private void navigate(String address) throws Exception {
    synchronized (workers) {
      workers.clear();
    }
    call(page, "Page.navigate", "{\"url\":\"" + address + "\"}");
  }

  private void script(String script) throws Exception {
    evaluate(script);
  }

  private double number(String script) throws Exception {
    return value(evaluate(script), "value");
  }

  private String evaluate(String script) throws Exception {
    String answer =
        call(
            page,
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\""
                + script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + "\"}");
    if (answer.contains("exceptionDetails")) {
      throw new IOException(answer);
    }
    return answer;
  }

  private static double metric(String metrics, String name) {
    return value(metrics.substring(metrics.indexOf("\"" + name + "\"")), "value");
  }

  private static double value(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(-?[0-9.eE+-]+)").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return Double.parseDouble(found.group(1));
  }

  private static String text(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    found.find();
    return found.group(1);
  }

  private String call(String session, String method, String parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String of = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
    String message = "{\"id\":" + id + of + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    socket.sendText(message, true).get();
    return answer.get(2, TimeUnit.MINUTES);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      String message = part.toString();
      part.setLength(0);
      Matcher id = ID.matcher(message);
      if (message.startsWith("{\"id\":") && id.find()) {
        CompletableFuture<String> answer = answers.remove(Integer.parseInt(id.group(1)));
        if (answer != null) {
          answer.complete(message);
        }
      } else if (message.contains("\"Target.attachedToTarget\"") && message.contains("\"worker\"")) {
        synchronized (workers) {
          workers.add(text(message, "sessionId"));
        }
      }
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    browser.destroy();
    browser.waitFor();
    try (var files = Files.walk(profile)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
