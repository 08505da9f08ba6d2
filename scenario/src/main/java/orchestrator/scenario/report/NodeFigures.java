package orchestrator.scenario.report;

/**
 * Says what became of a node's transactions.
 *
 * @param entry the place of its entry in the settings, from 0 on
 * @param name the entry's name
 * @param node what the node is called
 */
public record NodeFigures(int entry, String name, String node, Figures figures) {}
