package orchestrator.server.config;

/**
 * Says what the server tells of itself.
 *
 * @param logLevel from which level on it logs
 * @param metrics whether it serves {@code /metrics}
 */
public record Observation(LogLevel logLevel, boolean metrics) {}
