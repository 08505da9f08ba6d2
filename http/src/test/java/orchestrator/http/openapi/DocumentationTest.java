package orchestrator.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DocumentationTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Server server;

  @BeforeAll
  static void serve() {
    ServerBuilder builder =
        Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Documentation.services().forEach(builder::service);
    server = builder.build();
    server.start().join();
  }

  @AfterAll
  static void stop() {
    server.stop().join();
  }

  private static HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.activeLocalPort()).resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json; charset=utf-8, openapi",
    "/docs, text/html; charset=utf-8, data-document=\"openapi.json\"",
    "/docs/docs.js, text/javascript; charset=utf-8, SwaggerUIBundle",
    "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8, SwaggerUIBundle",
    "/docs/swagger-ui.css, text/css; charset=utf-8, .swagger-ui",
    "/docs/favicon-32x32.png, image/png, PNG"
  })
  void allOfItIsServedWithItsTypeAndUnderAStrictPolicy(String path, String type, String part)
      throws Exception {
    HttpResponse<byte[]> response = send("GET", path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(type);
    assertThat(header(response, "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(new String(response.body(), StandardCharsets.ISO_8859_1)).contains(part);
  }

  @Test
  void itTellsTheVersionOfThisBuild() throws Exception {
    assertThat(new String(send("GET", "/openapi.json").body(), StandardCharsets.UTF_8))
        .containsPattern("\"version\":\"\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = send("GET", "/openapi.json");
    HttpResponse<byte[]> second =
        send("GET", "/openapi.json", "if-none-match", header(first, "etag"));

    assertThat(header(first, "cache-control")).isEqualTo("no-cache");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void whatIsLargeIsSentCompressed() throws Exception {
    HttpResponse<byte[]> plain = send("GET", "/docs/swagger-ui-bundle.js");
    HttpResponse<byte[]> gzip =
        send("GET", "/docs/swagger-ui-bundle.js", "accept-encoding", "gzip");

    assertThat(header(gzip, "content-encoding")).isEqualTo("gzip");
    assertThat(gzip.body()).hasSizeLessThan(plain.body().length / 2);
  }

  @Test
  void thePageRefersToWhatIsThereAndToNothingElse() throws Exception {
    String page = new String(send("GET", "/docs").body(), StandardCharsets.UTF_8);
    List<String> references =
        Pattern.compile("(?:href|src)=\"([^\"]*)\"")
            .matcher(page)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(references).hasSize(5);
    for (String reference : references) {
      assertThat(send("GET", "/" + reference).statusCode()).as(reference).isEqualTo(200);
    }
    assertThat(page).doesNotContainPattern("<script>|<style|style=|\\son\\w+=");
  }

  @Test
  void itCanOnlyBeRead() throws Exception {
    assertThat(send("HEAD", "/openapi.json").statusCode()).isEqualTo(200);
    assertThat(send("POST", "/openapi.json").statusCode()).isEqualTo(405);
  }
}
