package orchestrator.graph.format;

import java.util.Optional;
import java.util.function.Consumer;
import orchestrator.graph.source.Source;
import orchestrator.graph.tosca.ToscaOptions;
import orchestrator.graph.wfformat.WfOptions;

/**
 * Holds what some formats need beside the file.
 *
 * @param tosca for TOSCA files and archives
 * @param wfformat for workflows of WfCommons
 */
public record ReadOptions(ToscaOptions tosca, WfOptions wfformat) {
  /** No inputs, nothing is fetched, and recorded tasks sleep as long as they ran. */
  public static final ReadOptions DEFAULT = of(Optional.empty(), false, warning -> {});

  /** Options with those of TOSCA, and the usual ones for the rest. */
  public static ReadOptions of(
      Optional<Source> inputs, boolean fetches, Consumer<String> warnings) {
    return new ReadOptions(
        new ToscaOptions(inputs, fetches, warnings),
        new WfOptions(WfOptions.Engine.sleep, 1, false));
  }

  /** These with others for workflows. */
  public ReadOptions with(WfOptions other) {
    return new ReadOptions(tosca, other);
  }
}
