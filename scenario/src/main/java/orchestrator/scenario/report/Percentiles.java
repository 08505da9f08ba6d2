package orchestrator.scenario.report;

/**
 * Sums up how long something took, in milliseconds.
 *
 * @param p50 half of them took no longer
 * @param p99 99 in 100 took no longer
 * @param max none took longer
 */
public record Percentiles(double p50, double p99, double max) {}
