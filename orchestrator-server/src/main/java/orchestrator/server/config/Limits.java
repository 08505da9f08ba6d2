package orchestrator.server.config;

/**
 * What one caller may ask for at once, and how much may wait.
 *
 * @param messageBytes greatest request, in bytes
 * @param pageSize greatest page
 * @param queueCalls greatest number of calls that wait for a channel's writer
 * @param queueBytes greatest sum of their requests, in bytes
 * @param replayEvents events that a subscriber that lags is given with one read of the store
 */
public record Limits(
    int messageBytes, int pageSize, int queueCalls, long queueBytes, int replayEvents) {}
