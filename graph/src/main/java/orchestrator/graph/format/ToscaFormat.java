package orchestrator.graph.format;

import java.util.List;
import java.util.regex.Pattern;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import orchestrator.graph.tosca.ToscaReader;

/** Reads TOSCA files, and archives of them. */
final class ToscaFormat implements GraphFormat {
  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^[{ ]*[\"']?(tosca_definitions_version|topology_template|node_types)[\"']?\\s*:");

  @Override
  public String name() {
    return "tosca";
  }

  @Override
  public List<String> endings() {
    return List.of(".yaml", ".yml", ".yamlcat", ".tosca", ".csar", ".zip");
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public boolean recognizes(Source source) {
    return ToscaReader.isArchive(source) || SECTION.matcher(source.start(64_000)).find();
  }

  @Override
  public GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    return FileView.of(ToscaReader.read(source, options.tosca()));
  }
}
