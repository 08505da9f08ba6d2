package orchestrator.graph.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.picture.SvgWriter;

/** Writes a picture, which needs no other program. */
final class SvgFormat implements GraphFormat {
  @Override
  public String name() {
    return "svg";
  }

  @Override
  public List<String> endings() {
    return List.of(".svg");
  }

  @Override
  public boolean isWritten() {
    return true;
  }

  @Override
  public void write(GraphView graph, OutputStream out) throws IOException {
    Utf8.write(out, text -> SvgWriter.write(graph, text));
  }
}
