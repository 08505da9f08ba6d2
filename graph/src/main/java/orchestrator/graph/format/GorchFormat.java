package orchestrator.graph.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GorchReader;
import orchestrator.graph.gorch.GorchWriter;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.JsonValues;
import orchestrator.graph.source.Source;

/** Reads and writes the JSON that the HTTP API takes. */
final class GorchFormat implements GraphFormat {
  @Override
  public String name() {
    return "gorch";
  }

  @Override
  public List<String> endings() {
    return List.of(".json", ".gorch");
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public boolean isWritten() {
    return true;
  }

  @Override
  public boolean recognizes(Source source) {
    return source.start(1_000).stripLeading().startsWith("{") && !isWorkflow(source);
  }

  static boolean isWorkflow(Source source) {
    Optional<String> first =
        JsonValues.firstField(
            source.bytes(), Set.of("workflow", "schemaVersion", "digraph", "nodes"));
    return first.filter(it -> it.equals("workflow") || it.equals("schemaVersion")).isPresent();
  }

  @Override
  public GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    Gorch gorch = GorchReader.read(source.bytes());
    return new FileView(gorch, GorchStates.read(source.bytes()));
  }

  @Override
  public void write(GraphView graph, OutputStream out) throws IOException {
    GorchWriter.writeIndented(graph.gorch().graph(), out);
  }
}
