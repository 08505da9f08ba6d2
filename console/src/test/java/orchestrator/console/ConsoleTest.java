package orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import orchestrator.http.Door;
import orchestrator.http.DoorServices;
import orchestrator.http.DoorSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a door serves of the console. */
class ConsoleTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/console/[^\"]+)\"");
  private static final int MOST_OF_FIRST_PAGE = 400_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Optional<Door> door = Optional.empty();

  @BeforeAll
  static void openADoor() throws Exception {
    DoorSettings settings =
        new DoorSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new DoorSettings.ByName(Map.of()),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Map.of(),
            1 << 20,
            100,
            Duration.ZERO,
            Duration.ZERO);
    door =
        Optional.of(
            Door.open(settings, Optional.empty(), DoorServices.NONE.withOpen(Console.services())));
  }

  @AfterAll
  static void close() {
    door.ifPresent(Door::close);
  }

  private static HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + door.orElseThrow().address().getPort() + path));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(at(path).build(), BodyHandlers.ofString());
  }

  private static List<String> addresses(String page) {
    return ADDRESS.matcher(page).results().map((MatchResult it) -> it.group(1)).distinct().toList();
  }

  @Test
  void eachAddressOfAPageShowsTheSamePage() throws Exception {
    String page = get("/").body();

    assertThat(page).contains("<div id=\"app\">").doesNotContain("{{");
    for (String address :
        List.of(
            "/plans",
            "/plans/6f2d0e4c-3d55-4c3f-8c1d-2b8f0a6f7e01",
            "/plans/6f2d0e4c-3d55-4c3f-8c1d-2b8f0a6f7e01/tasks/6f2d0e4c-3d55-4c3f-8c1d-2b8f0a6f7e02",
            "/lineage/6f2d0e4c-3d55-4c3f-8c1d-2b8f0a6f7e01",
            "/graphs",
            "/graphs/new",
            "/scenarios",
            "/assets/functions",
            "/events?kind=ASSET_MODEL",
            "/system",
            "/sign-in",
            "/6f2d0e4c3d554c3f8c1d2b8f0a6f7e01")) {
      HttpResponse<String> answer = get(address);
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      assertThat(answer.body()).as(address).isEqualTo(page);
    }
  }

  @Test
  void noPageRunsOrShowsWhatComesFromElsewhere() throws Exception {
    for (String address : List.of("/", "/plans", addresses(get("/").body()).get(0))) {
      HttpResponse<String> answer = get(address);
      assertThat(answer.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                      .contains("frame-ancestors 'none'")
                      .doesNotContain("unsafe")
                      .doesNotContain("http"));
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
    }
  }

  @Test
  void filesAreKeptForGoodAndThePageIsAskedForAgain() throws Exception {
    HttpResponse<String> page = get("/");
    String tag = page.headers().firstValue("etag").orElseThrow();
    HttpResponse<String> again =
        HTTP.send(at("/").header("If-None-Match", tag).build(), BodyHandlers.ofString());

    assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    for (String address : addresses(page.body())) {
      HttpResponse<String> file = get(address);
      assertThat(file.statusCode()).as(address).isEqualTo(200);
      assertThat(file.headers().firstValue("cache-control"))
          .contains("public, max-age=31536000, immutable");
    }
  }

  @Test
  void allOfTheFirstPageIsSmallWhenCompressed() throws Exception {
    String page = get("/").body();
    int bytes = compressed("/");
    for (String address : addresses(page)) {
      bytes += compressed(address);
    }

    assertThat(bytes).isBetween(10_000, MOST_OF_FIRST_PAGE);
  }

  private static int compressed(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(at(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    boolean isSmall = answer.body().length < 1024;
    assertThat(isSmall || answer.headers().firstValue("content-encoding").isPresent())
        .as(path)
        .isTrue();
    return answer.body().length;
  }

  @Test
  void nothingButTheFilesIsServed() throws Exception {
    String root = "/console/" + Resources.read().version() + "/";

    assertThat(get(root + "js/main.js").statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "/console/",
            "/console/js/main.js",
            "/console/0000000000000000/js/main.js",
            root,
            root + "index.html",
            root + "versions.properties",
            root + "Console.class",
            root + "js/../versions.properties",
            root + "js/%2e%2e/%2e%2e/http/openapi/docs.html",
            "/plan",
            "/6f2d0e4c3d554c3f8c1d2b8f0a6f7e0",
            "/nowhere")) {
      assertThat(get(path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void noScriptMakesMarkupOfTextOrNamesAnotherPlace() {
    Pattern forbidden =
        Pattern.compile(
            "dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\\.write"
                + "|\\beval\\(|new Function\\(|\\bstyle=\"|https?://(?!www\\.w3\\.org/)");
    Resources.read()
        .files()
        .forEach(
            (name, content) -> {
              if (!name.equals(Resources.LIBRARY)) {
                assertThat(new String(content, StandardCharsets.UTF_8))
                    .as(name)
                    .doesNotContainPattern(forbidden);
              }
            });
  }

  @Test
  void theNameOfTheFilesFollowsFromTheirContent() {
    assertThat(Resources.read().version()).isEqualTo(Resources.read().version()).hasSize(16);
    assertThat(Resources.read().files())
        .containsKeys("index.html", "js/main.js", "style/tokens.css", Resources.LIBRARY);
  }
}
