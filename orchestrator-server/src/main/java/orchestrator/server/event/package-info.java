/**
 * Streams of events: pumps that send subscribers what their cursors find, in one tail in memory
 * that they share, or in what is behind it.
 */
@NullMarked
package orchestrator.server.event;

import org.jspecify.annotations.NullMarked;
