package orchestrator.graph.tosca;

import java.util.List;
import orchestrator.graph.source.Value;

/**
 * Holds a property that was found.
 *
 * @param template whose it is
 * @param value as the file gives it
 * @param path from the value to the part that was asked for
 */
record Property(Definitions.Template template, Value value, List<String> path) {}
