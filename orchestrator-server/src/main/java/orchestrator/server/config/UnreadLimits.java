package orchestrator.server.config;

/**
 * Bounds how many bytes of answers and events may wait for their readers.
 *
 * @param connection for one connection
 * @param organization for all connections of an organization
 * @param all for all together
 */
public record UnreadLimits(long connection, long organization, long all) {}
