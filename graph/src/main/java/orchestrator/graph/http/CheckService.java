package orchestrator.graph.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.GraphFormat;
import orchestrator.graph.format.ReadOptions;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.GorchWriter;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.source.Source;
import orchestrator.http.api.ByteBudget;

/**
 * Reads a graph in any format and tells what is wrong with it, each fault at its line, or gives the
 * gorch that can be submitted. Nothing runs, is kept, or is fetched from elsewhere.
 */
final class CheckService implements HttpService {
  /** Where it is. */
  static final String PATH = "/v1/graphs:check";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int AT_A_TIME = 2;
  private static final int MOST_WARNINGS = 100;
  private static final int LONGEST_NAME = 255;

  private final ByteBudget bodies = new ByteBudget(Runtime.getRuntime().maxMemory() / 16);
  private final Semaphore turns = new Semaphore(AT_A_TIME);

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return Answers.error(HttpStatus.METHOD_NOT_ALLOWED, "a graph is checked by POST");
    }
    String name = Optional.ofNullable(context.queryParam("name")).orElse("");
    Optional<String> wanted = Optional.ofNullable(context.queryParam("format"));
    Optional<GraphFormat> format = wanted.flatMap(Formats::named).filter(GraphFormat::isRead);
    if (wanted.isPresent() && format.isEmpty()) {
      return Answers.error(
          HttpStatus.BAD_REQUEST, "format is one of " + String.join(", ", Formats.read()));
    }
    if (name.length() > LONGEST_NAME) {
      return Answers.error(
          HttpStatus.BAD_REQUEST, "name has more than " + LONGEST_NAME + " characters");
    }
    ByteBudget.Meter meter = bodies.meter(context);
    return HttpResponse.of(
        request
            .peekData(data -> meter.take(data.length()))
            .aggregate()
            .thenApplyAsync(
                whole -> check(Source.of(name, whole.content().array()), format),
                context.blockingTaskExecutor()));
  }

  /** Some formats take many times their bytes, so few are read at the same time. */
  private HttpResponse check(Source source, Optional<GraphFormat> wanted) {
    if (!turns.tryAcquire()) {
      return Answers.error(
          HttpStatus.TOO_MANY_REQUESTS, AT_A_TIME + " graphs are being checked; try again soon");
    }
    try {
      return HttpResponse.of(
          Answers.headers(HttpStatus.OK, Answers.JSON), HttpData.wrap(answer(source, wanted)));
    } catch (IOException e) {
      return HttpResponse.ofFailure(e);
    } finally {
      turns.release();
    }
  }

  private static byte[] answer(Source source, Optional<GraphFormat> wanted) throws IOException {
    Set<String> warnings = new LinkedHashSet<>();
    ReadOptions options =
        ReadOptions.of(
            Optional.empty(),
            false,
            warning -> {
              if (warnings.size() < MOST_WARNINGS) {
                warnings.add(warning);
              }
            });
    Optional<GraphFormat> format = wanted.or(() -> Formats.of(source));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("format", format.map(GraphFormat::name).orElse(""));
      try {
        Graph graph =
            (format.isPresent()
                    ? Formats.read(format.get(), source, options)
                    : Formats.read(source, options))
                .gorch()
                .graph();
        json.writeStringField("name", graph.name());
        json.writeNumberField("nodes", graph.nodes().size());
        json.writeNumberField("edges", graph.edges().size());
        writeFaults(json, List.of(), source);
        json.writeFieldName("gorch");
        json.writeRawValue(gorch(graph));
      } catch (FaultyGraphException e) {
        writeFaults(json, e.faults(), source);
      }
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  private static String gorch(Graph graph) throws IOException {
    ByteArrayOutputStream gorch = new ByteArrayOutputStream();
    GorchWriter.write(FileView.of(graph), gorch);
    return gorch.toString(StandardCharsets.UTF_8).strip();
  }

  private static void writeFaults(JsonGenerator json, List<Fault> faults, Source source)
      throws IOException {
    json.writeArrayFieldStart("faults");
    List<FaultPlaces.Placed> all = faults.isEmpty() ? List.of() : FaultPlaces.of(source, faults);
    for (FaultPlaces.Placed placed : all) {
      json.writeStartObject();
      if (!placed.in().file().isEmpty()) {
        json.writeStringField("file", placed.in().file());
      }
      if (placed.in().line() > 0) {
        json.writeNumberField("line", placed.in().line());
      }
      if (placed.in().column() > 0) {
        json.writeNumberField("column", placed.in().column());
      }
      if (!placed.what().isEmpty()) {
        json.writeStringField("place", placed.what());
      }
      json.writeStringField("message", placed.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
