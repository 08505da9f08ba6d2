package orchestrator.server.config;

import java.time.Duration;

/**
 * Bounds how long things may take.
 *
 * @param retryBudget how long a transaction that loses a conflict is run again; may be zero
 * @param shutdownGrace how long calls in flight may take at a stop; may be zero
 * @param keepaliveMinimum clients that ping more often than this are disconnected
 * @param keepaliveWithoutStream whether clients without a call may ping too
 */
public record Timing(
    Duration retryBudget,
    Duration shutdownGrace,
    Duration keepaliveMinimum,
    boolean keepaliveWithoutStream) {}
