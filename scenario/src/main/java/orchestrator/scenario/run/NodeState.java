package orchestrator.scenario.run;

/**
 * Says how a node is.
 *
 * @param label its name, or which one it was
 * @param state {@code connecting}, {@code alive} or {@code dead}
 */
public record NodeState(String label, String state) {}
