package orchestrator.flow.http;

import java.net.URI;
import java.time.Instant;

/**
 * Is a message that could not be brought to where it was to go.
 *
 * @param id what tells it from others: what it is, and run, visit and laps
 * @param to where it was to go
 * @param kind what it is
 * @param message the message, as JSON
 * @param reason why it was given up, in a sentence
 * @param at when it was given up
 */
public record DeadLetter(String id, URI to, Kind kind, String message, String reason, Instant at) {
  /** What a message can be. */
  public enum Kind {
    /** What a visit asks a service for. */
    REQUEST,
    /** What a service gives. */
    GIVEN,
    /** That a service failed. */
    FAILED,
    /** That a service has nothing to give. */
    NOTHING
  }
}
