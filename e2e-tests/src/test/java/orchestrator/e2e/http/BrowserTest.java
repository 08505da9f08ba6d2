package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers and scripts rely on besides the answers themselves. */
class BrowserTest extends OwnServer {
  private static final String PAGE = "https://page.example.org";
  private static final String PLANS = "/api/v1/plans?organization=MyOrg1MSP&channel=mychannel";
  private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private ServerProcess server;
  private Party one;

  @BeforeEach
  void aServer() throws Exception {
    server = start(settings().withFlags("--http-cors-origins", PAGE));
    one = newMember(server, ONE);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + server.pages() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder preflight(String origin) {
    return request(PLANS)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  private static Optional<String> allowed(HttpResponse<?> response) {
    return response.headers().firstValue("access-control-allow-origin");
  }

  @Test
  void aPageOfANamedOriginMayCall() throws Exception {
    HttpResponse<String> preflight = send(preflight(PAGE));
    HttpResponse<String> call =
        send(
            request(PLANS)
                .header("Origin", PAGE)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"key\": \"" + key("plan") + "\", \"name\": \"by a page\"}")));

    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(allowed(preflight)).contains(PAGE);
    assertThat(preflight.headers().firstValue("access-control-allow-headers").orElse(""))
        .contains("authorization");
    assertThat(call.statusCode()).isEqualTo(200);
    assertThat(allowed(call)).contains(PAGE);
  }

  @Test
  void aPageOfAnotherOriginIsNotAllowed() throws Exception {
    assertThat(allowed(send(preflight("https://other.example.org")))).isEmpty();
    assertThat(allowed(send(request(PLANS).header("Origin", "https://other.example.org"))))
        .isEmpty();
  }

  @Test
  void theHeaderLinkLeadsThroughAllPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      one.register(plan("plan" + i));
    }
    List<Integer> sizes = new ArrayList<>();
    Optional<String> next = Optional.of(PLANS + "&page_size=3");
    while (next.isPresent()) {
      HttpResponse<String> page = send(request(next.get()));
      sizes.add(page.body().split("\"owner\":", -1).length - 1);
      Matcher link = NEXT.matcher(page.headers().firstValue("link").orElse(""));
      next = link.matches() ? Optional.of(link.group(1)) : Optional.empty();
    }

    assertThat(sizes).containsExactly(3, 3, 1);
  }

  @Test
  void whoAcceptsGzipGetsIt() throws Exception {
    for (int i = 0; i < 20; i++) {
      one.register(plan("plan" + i));
    }
    HttpResponse<byte[]> packed =
        http.send(
            request(PLANS).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

    assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(text).isEqualTo(send(request(PLANS)).body());
    assertThat(packed.body().length).isLessThan(text.length() / 2);
  }

  @Test
  void aHeadHasTheHeadersOfAGet() throws Exception {
    HttpResponse<String> head = send(request(PLANS).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-type")).contains("application/json");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aRequestIdThatIsGivenComesBack() throws Exception {
    HttpResponse<String> answer = send(request(PLANS).header("x-request-id", "mine"));
    HttpResponse<String> refusal =
        send(
            request("/api/v1/plans/none?organization=MyOrg1MSP&channel=mychannel")
                .header("x-request-id", "mine"));

    assertThat(answer.headers().firstValue("x-request-id")).contains("mine");
    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(refusal.body()).contains("\"request_id\":\"mine\"");
  }
}
