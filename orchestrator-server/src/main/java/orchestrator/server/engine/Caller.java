package orchestrator.server.engine;

import java.util.function.BooleanSupplier;

/**
 * Who calls, and where.
 *
 * @param requester the organization that calls
 * @param channel the channel that the call works on
 * @param gone tells whether the client has gone, so that nobody waits for the answer
 */
public record Caller(String requester, String channel, BooleanSupplier gone) {}
