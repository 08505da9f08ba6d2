package orchestrator.graph.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.picture.MermaidWriter;

/** Writes Mermaid, which many pages of Markdown draw. */
final class MermaidFormat implements GraphFormat {
  @Override
  public String name() {
    return "mermaid";
  }

  @Override
  public List<String> endings() {
    return List.of(".mmd", ".mermaid");
  }

  @Override
  public boolean isWritten() {
    return true;
  }

  @Override
  public void write(GraphView graph, OutputStream out) throws IOException {
    Utf8.write(out, text -> MermaidWriter.write(graph, text));
  }
}
