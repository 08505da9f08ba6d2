/** One organization's peer: endorsing, committing, and what it serves beside the gateway. */
@NullMarked
package orchestrator.loopback.peer;

import org.jspecify.annotations.NullMarked;
