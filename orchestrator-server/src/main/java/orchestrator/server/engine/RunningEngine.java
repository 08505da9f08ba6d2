package orchestrator.server.engine;

import orchestrator.server.event.EventFeed;

/**
 * An engine that serves.
 *
 * @param engine runs calls
 * @param feed tells their events
 */
public record RunningEngine(Engine engine, EventFeed feed) {}
