package orchestrator.scenario.report;

/**
 * Says what became of a step's transactions.
 *
 * @param entry the place of its entry in the settings, from 0 on
 * @param step its place in the entry, from 0 on
 */
public record StepFigures(int entry, int step, Figures figures) {}
