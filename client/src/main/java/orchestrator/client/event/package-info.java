/** Following a channel's events across reconnects. */
@NullMarked
package orchestrator.client.event;

import org.jspecify.annotations.NullMarked;
