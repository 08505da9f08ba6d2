package orchestrator.graph.http;

import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import orchestrator.graph.run.Runner;
import orchestrator.http.DoorServices;
import orchestrator.http.openapi.Documentation;

/** Tells a door what graphs add to it. */
public final class GraphServices {
  private static final String APIDOCS = "/apidocs";

  private final DoorServices.Identity owner;
  private final Supplier<Optional<Runner>> runner;

  /**
   * Serves the graphs of an organization.
   *
   * @param owner the organization, for which also those call who name none
   * @param runner runs them; empty until it has started
   */
  public GraphServices(DoorServices.Identity owner, Supplier<Optional<Runner>> runner) {
    this.owner = owner;
    this.runner = runner;
  }

  /** What is served beside the API. */
  public DoorServices besideTheApi() {
    HttpService gorch = new GorchService(owner, runner);
    Map<String, HttpService> guarded = new TreeMap<>();
    guarded.put("exact:/v1/tasks", gorch);
    guarded.put("prefix:/v1/tasks", gorch);
    guarded.putAll(beside());
    return new DoorServices(guarded, documents(), Optional.of(owner));
  }

  /** What is served on a port that has nothing but graphs. */
  public DoorServices alone() {
    Map<String, HttpService> guarded = new TreeMap<>();
    guarded.putAll(beside());
    guarded.put("prefix:/", new GorchService(owner, runner));
    return new DoorServices(guarded, documents(), Optional.of(owner));
  }

  private Map<String, HttpService> beside() {
    return Map.of(
        "prefix:/v1/artifacts",
        new ArtifactService(runner),
        "exact:" + CheckService.PATH,
        new CheckService(),
        "prefix:" + ViewerService.ROOT,
        new ViewerService(owner, runner));
  }

  private static Map<String, HttpService> documents() {
    Map<String, HttpService> documents = new TreeMap<>();
    Documentation.services(
            "Graphs API", APIDOCS, "swagger.yaml", () -> resource("swagger.yaml"), true)
        .forEach((path, service) -> documents.put("exact:" + path, service));
    return documents;
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Optional.ofNullable(GraphServices.class.getResourceAsStream(name))
            .orElseThrow(() -> new IllegalStateException("the resource " + name + " is missing"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
