package orchestrator.server.engine;

import orchestrator.server.event.EventFeed;

/**
 * Holds an engine that serves, and the feed of its events.
 *
 * @param engine runs calls
 * @param feed tells their events
 */
public record RunningEngine(Engine engine, EventFeed feed) {}
