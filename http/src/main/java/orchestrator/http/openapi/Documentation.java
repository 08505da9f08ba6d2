package orchestrator.http.openapi;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.encoding.StreamEncoderFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.encoding.EncodingService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import orchestrator.http.file.ServedFile;

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

  private static final MediaType YAML = MediaType.parse("application/yaml; charset=utf-8");

  private Documentation() {}

  /** The services by their paths. */
  public static Map<String, HttpService> services() {
    Map<String, HttpService> services = new TreeMap<>();
    services.put(
        DOCUMENT, file(MediaType.JSON_UTF_8, () -> OpenApiDocument.bytes(version("product"))));
    // By relative paths, for a proxy that serves them below a path of its own.
    services.put(
        PAGE, page(new DocumentPage("Orchestrator API", "docs", "openapi.json", 0, false)));
    services.putAll(viewer(PAGE));
    Function<? super HttpService, EncodingService> gzip =
        EncodingService.builder().encoderFactories(StreamEncoderFactories.GZIP).newDecorator();
    services.replaceAll((path, service) -> service.decorate(gzip));
    return services;
  }

  /**
   * Another document, and a page that shows it, by their paths.
   *
   * @param title of the page
   * @param path of the page, also with a slash behind it; its files and the document are below
   * @param name of the document, which is YAML
   * @param others whether the page shows with {@code ?url=} another document of the server
   */
  public static Map<String, HttpService> services(
      String title, String path, String name, Supplier<byte[]> document, boolean others) {
    Map<String, HttpService> services = viewer(path);
    HttpService page = page(new DocumentPage(title, path, path + "/" + name, 1, others));
    services.put(path, page);
    services.put(path + "/", page);
    services.put(path + "/" + name, file(YAML, document));
    return services;
  }

  private static HttpService page(DocumentPage page) {
    return file(
        MediaType.HTML_UTF_8,
        () ->
            page.html(new String(resource("docs.html"), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The files of every page, by their paths below one. */
  private static Map<String, HttpService> viewer(String path) {
    Map<String, HttpService> services = new TreeMap<>();
    services.put(path + "/docs.js", file(ServedFile.SCRIPT, () -> resource("docs.js")));
    webjar(services, path, "swagger-ui-bundle.js", ServedFile.SCRIPT);
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
  private static HttpService file(MediaType type, Supplier<byte[]> content) {
    return new ServedFile(type, POLICY, ServedFile.ASK).of(content);
  }
}
