package orchestrator.graph.format;

import java.util.List;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import orchestrator.graph.wfformat.WfReader;

/** Reads recorded and generated workflows of the WfCommons collection. */
final class WfCommonsFormat implements GraphFormat {
  @Override
  public String name() {
    return "wfcommons";
  }

  @Override
  public List<String> endings() {
    return List.of(".json");
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public boolean recognizes(Source source) {
    return source.start(1_000).stripLeading().startsWith("{") && GorchFormat.isWorkflow(source);
  }

  @Override
  public GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    return FileView.of(WfReader.read(source, options.wfformat()));
  }
}
