package orchestrator.graph.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.gorch.TextRules;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Source;

/** Holds the formats of graphs, and finds that of a file. */
public final class Formats {
  private static final List<GraphFormat> ALL =
      List.of(
          new GorchFormat(),
          new DotFormat(),
          new ToscaFormat(),
          new WfCommonsFormat(),
          new MermaidFormat(),
          new SvgFormat());

  private Formats() {}

  /** All of them. */
  public static List<GraphFormat> all() {
    return ALL;
  }

  /** The names of those that are read. */
  public static List<String> read() {
    return ALL.stream().filter(GraphFormat::isRead).map(GraphFormat::name).toList();
  }

  /** The names of those that are written. */
  public static List<String> written() {
    return ALL.stream().filter(GraphFormat::isWritten).map(GraphFormat::name).toList();
  }

  /** The one of a name. */
  public static Optional<GraphFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** The one that is written to a file of a name, by its ending. */
  public static Optional<GraphFormat> writtenTo(String file) {
    Source named = Source.of(file, new byte[0]);
    return ALL.stream()
        .filter(GraphFormat::isWritten)
        .filter(it -> hasEnding(it, named))
        .findFirst();
  }

  /** The one of a file: by its content, and where that does not tell by its ending. */
  public static Optional<GraphFormat> of(Source source) {
    Predicate<GraphFormat> byEnding = format -> hasEnding(format, source);
    List<GraphFormat> read = ALL.stream().filter(GraphFormat::isRead).toList();
    List<GraphFormat> byContent =
        read.stream().filter(format -> format.recognizes(source)).toList();
    return byContent.stream()
        .filter(byEnding)
        .findFirst()
        .or(() -> byContent.stream().findFirst())
        .or(() -> read.stream().filter(byEnding).findFirst());
  }

  private static boolean hasEnding(GraphFormat format, Source source) {
    return format.endings().stream().anyMatch(source::hasEnding);
  }

  /**
   * Reads a graph that can run: its numbers and edges fit, and none waits for itself.
   *
   * @throws FaultyGraphException with what is wrong, and where
   */
  public static GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    GraphFormat format =
        of(source)
            .orElseThrow(
                () ->
                    FaultList.one(
                        Place.ofFile(""),
                        "this is none of the formats that are read: "
                            + read().stream().collect(Collectors.joining(", "))));
    return read(format, source, options);
  }

  /** Reads a graph that can run, in a format that is known. */
  public static GraphView read(GraphFormat format, Source source, ReadOptions options)
      throws FaultyGraphException {
    GraphView view = format.read(source, options);
    Graph graph = view.gorch().graph();
    List<Fault> faults = new ArrayList<>(TextRules.faults(graph.name(), graph.nodes()));
    faults.addAll(GraphCheck.faults(graph));
    if (!faults.isEmpty()) {
      throw new FaultyGraphException(faults);
    }
    return view;
  }
}
