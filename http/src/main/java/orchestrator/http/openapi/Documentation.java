package orchestrator.http.openapi;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.encoding.StreamEncoderFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.file.HttpFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves the document that describes the API, and a page that shows it, all of it from the jar.
 * Each is made when it is first asked for, and answered with a tag, so that browsers keep it.
 */
public final class Documentation {
  /** Where the document is. */
  public static final String DOCUMENT = "/openapi.json";

  /** Where the page is. */
  public static final String PAGE = "/docs";

  /** Nothing comes from elsewhere, and nothing that is written into a page runs. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final MediaType SCRIPT = MediaType.parse("text/javascript; charset=utf-8");

  private Documentation() {}

  /** The services by their paths. */
  public static Map<String, HttpService> services() {
    Map<String, HttpService> services = new TreeMap<>();
    services.put(
        DOCUMENT, file(MediaType.JSON_UTF_8, () -> OpenApiDocument.bytes(version("product"))));
    services.put(PAGE, file(MediaType.HTML_UTF_8, () -> resource("docs.html")));
    services.put(PAGE + "/docs.js", file(SCRIPT, () -> resource("docs.js")));
    services.putAll(viewer(PAGE));
    Function<? super HttpService, EncodingService> gzip =
        EncodingService.builder().encoderFactories(StreamEncoderFactories.GZIP).newDecorator();
    services.replaceAll((path, service) -> service.decorate(gzip));
    return services;
  }

  /** The files of Swagger UI, by their paths below one. */
  public static Map<String, HttpService> viewer(String path) {
    Map<String, HttpService> services = new TreeMap<>();
    webjar(services, path, "swagger-ui-bundle.js", SCRIPT);
    webjar(services, path, "swagger-ui.css", MediaType.CSS_UTF_8);
    webjar(services, path, "favicon-32x32.png", MediaType.PNG);
    return services;
  }

  private static void webjar(
      Map<String, HttpService> services, String path, String name, MediaType type) {
    services.put(
        path + "/" + name,
        file(
            type,
            () ->
                resource(
                    "/META-INF/resources/webjars/swagger-ui/"
                        + version("swagger-ui")
                        + "/"
                        + name)));
  }

  /** The version of the product or of a webjar, which the build has written down. */
  private static String version(String of) {
    Properties versions = new Properties();
    try (InputStream in = stream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty(of);
  }

  private static byte[] resource(String name) {
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String name) {
    return Optional.ofNullable(Documentation.class.getResourceAsStream(name))
        .orElseThrow(() -> new IllegalStateException("the resource " + name + " is missing"));
  }

  /** A file that is made when it is first asked for, with all that keeps browsers safe. */
  public static HttpService file(MediaType type, Supplier<byte[]> content) {
    Lazy<HttpService> file = new Lazy<>(() -> file(type, content.get()));
    return (context, request) ->
        HttpResponse.of(
            CompletableFuture.supplyAsync(file, context.blockingTaskExecutor())
                .thenApply(
                    service -> {
                      try {
                        return service.serve(context, request);
                      } catch (Exception e) {
                        return HttpResponse.ofFailure(e);
                      }
                    }));
  }

  private static HttpService file(MediaType type, byte[] content) {
    String tag = tag(content);
    return HttpFile.builder(HttpData.wrap(content))
        .contentType(type)
        .entityTag((name, attributes) -> tag)
        .lastModified(false)
        .addHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .addHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
        .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .addHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
        .build()
        .asService();
  }

  private static String tag(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          .substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a value once, when it is first asked for. */
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> make) {
      this.make = make;
    }

    @Override
    public synchronized T get() {
      if (made.isEmpty()) {
        made = Optional.of(make.get());
      }
      return made.get();
    }
  }
}
