package orchestrator.graph.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import orchestrator.graph.dot.DotReader;
import orchestrator.graph.dot.DotWriter;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;

/** Reads and writes the language of Graphviz. */
final class DotFormat implements GraphFormat {
  @Override
  public String name() {
    return "dot";
  }

  @Override
  public List<String> endings() {
    return List.of(".dot", ".gv");
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
    return DotReader.recognizes(source.start(64_000));
  }

  @Override
  public GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    return FileView.of(DotReader.read(source));
  }

  @Override
  public void write(GraphView graph, OutputStream out) throws IOException {
    Utf8.write(out, text -> DotWriter.write(graph, text));
  }
}
