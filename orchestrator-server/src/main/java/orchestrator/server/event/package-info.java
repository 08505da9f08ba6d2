/** Streams of events: one tail in memory that all subscribers share, and the store behind it. */
@NullMarked
package orchestrator.server.event;

import org.jspecify.annotations.NullMarked;
