package orchestrator.flow.http;

import java.net.URI;
import java.time.Clock;
import java.util.Locale;

/**
 * Is a message on its way.
 *
 * @param to where it goes
 * @param kind what it is
 * @param hop the run, the visit and the laps that it belongs to
 * @param text the message as JSON
 * @param answerTo where the answer goes; empty for where the receiver sends answers anyway
 */
record Letter(URI to, DeadLetter.Kind kind, String hop, String text, String answerTo) {
  DeadLetter dead(String reason) {
    return new DeadLetter(
        kind.name().toLowerCase(Locale.ROOT) + " " + hop,
        to,
        kind,
        text,
        reason,
        Clock.systemUTC().instant());
  }
}
