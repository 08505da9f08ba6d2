package orchestrator.executor.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Serves the document that describes the protocol, and a page that shows it, all from the jar. */
final class ApiDocs {
  private static final String ROOT = "/apidocs";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final MediaType SCRIPT = MediaType.parse("text/javascript; charset=utf-8");
  private static final MediaType YAML = MediaType.parse("application/yaml; charset=utf-8");

  private ApiDocs() {}

  static void addTo(ServerBuilder server) {
    server.service(
        "exact:" + ROOT,
        (context, request) -> HttpResponse.ofRedirect(HttpStatus.MOVED_PERMANENTLY, ROOT + "/"));
    server.service("exact:" + ROOT + "/", file("index.html", MediaType.HTML_UTF_8));
    server.service("exact:" + ROOT + "/index.html", file("index.html", MediaType.HTML_UTF_8));
    server.service("exact:" + ROOT + "/docs.js", file("docs.js", SCRIPT));
    server.service("exact:" + ROOT + "/swagger.yaml", file("swagger.yaml", YAML));
    webjar(server, "swagger-ui-bundle.js", SCRIPT);
    webjar(server, "swagger-ui.css", MediaType.CSS_UTF_8);
    webjar(server, "favicon-32x32.png", MediaType.PNG);
  }

  private static void webjar(ServerBuilder server, String name, MediaType type) {
    server.service(
        "exact:" + ROOT + "/" + name,
        file("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + name, type));
  }

  /** The version of the webjar, which the build has written down. */
  private static String version() {
    Properties versions = new Properties();
    try (InputStream in = stream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("swagger-ui");
  }

  private static HttpService file(String resource, MediaType type) {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .build();
    return (context, request) ->
        switch (request.method()) {
          case GET, HEAD -> {
            try (InputStream in = stream(resource)) {
              yield HttpResponse.of(headers, HttpData.wrap(in.readAllBytes()));
            }
          }
          default -> Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
        };
  }

  private static InputStream stream(String name) {
    return Optional.ofNullable(ApiDocs.class.getResourceAsStream(name))
        .orElseThrow(() -> new IllegalStateException("the resource " + name + " is missing"));
  }
}
