package orchestrator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Suppliers;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.encoding.StreamEncoderFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import orchestrator.http.file.ServedFile;

/**
 * Serves the console: one page of HTML at each of its addresses, and its files below a name that
 * changes with any of them, so that a browser keeps them for good and never mixes two versions.
 */
public final class Console {
  /** Below which the files are. */
  public static final String FILES = "/console/";

  /** Nothing comes from elsewhere, and nothing that is written into a page runs. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "connect-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'";

  /** The addresses of pages; the last one is of a graph, as the viewer of gorch has it. */
  static final List<String> PAGES =
      List.of(
          "exact:/",
          "exact:/plans",
          "prefix:/plans/",
          "prefix:/tasks/",
          "prefix:/lineage/",
          "exact:/graphs",
          "prefix:/graphs/",
          "exact:/scenarios",
          "exact:/assets",
          "prefix:/assets/",
          "exact:/events",
          "exact:/system",
          "exact:/sign-in",
          "regex:^/(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$");

  private static final String BASE = "{{files}}";

  /** How the files of scripts that run beside the page end. */
  private static final String WORKER = "worker.js";

  private static final String STYLES = "{{styles}}";
  private static final String MODULES = "{{modules}}";

  private final Supplier<Resources> resources = Suppliers.memoize(Resources::read);
  private final Map<String, HttpService> files = new ConcurrentHashMap<>();

  private Console() {}

  /** What a door serves for it, to everybody: all that is somebody's comes from the API. */
  public static Map<String, HttpService> services() {
    Console console = new Console();
    HttpService page =
        new ServedFile(FileType.HTML.media(), POLICY, ServedFile.ASK).of(console::index);
    Map<String, HttpService> open = new TreeMap<>();
    PAGES.forEach(path -> open.put(path, page));
    open.put("prefix:" + FILES, console::file);
    var gzip =
        EncodingService.builder().encoderFactories(StreamEncoderFactories.GZIP).newDecorator();
    open.replaceAll((path, service) -> service.decorate(gzip));
    return open;
  }

  /**
   * Names all styles and modules, so that a browser asks for them at once and not one after
   * another.
   */
  private byte[] index() {
    String html =
        new String(resources.get().file(Resources.INDEX).orElseThrow(), UTF_8)
            .replace(STYLES, links("style/", ".css", "stylesheet"))
            .replace(MODULES, links("", ".js", "modulepreload"))
            .replace(BASE, FILES + resources.get().version());
    return html.getBytes(UTF_8);
  }

  private String links(String folder, String ending, String relation) {
    return resources.get().files().keySet().stream()
        .filter(name -> name.startsWith(folder) && name.endsWith(ending))
        .filter(name -> !name.endsWith(WORKER))
        .sorted(Comparator.comparing((String name) -> !name.endsWith("tokens.css")))
        .map(name -> "    <link rel=\"" + relation + "\" href=\"" + BASE + "/" + name + "\">")
        .collect(Collectors.joining("\n"));
  }

  private HttpResponse file(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return find(context.path()).serve(context, request);
              } catch (Exception e) {
                return HttpResponse.ofFailure(e);
              }
            },
            context.blockingTaskExecutor()));
  }

  /** Only paths of files that are there get an entry, so that nobody makes many. */
  private HttpService find(String path) {
    String root = FILES + resources.get().version() + "/";
    String name = path.startsWith(root) ? path.substring(root.length()) : "";
    if (name.equals(Resources.INDEX) || resources.get().file(name).isEmpty()) {
      throw HttpStatusException.of(HttpStatus.NOT_FOUND);
    }
    return files.computeIfAbsent(
        name,
        known ->
            new ServedFile(FileType.of(known).orElseThrow().media(), POLICY, ServedFile.FOR_EVER)
                .of(() -> resources.get().file(known).orElseThrow()));
  }
}
