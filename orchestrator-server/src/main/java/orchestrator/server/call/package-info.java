/** Who calls, how much may wait, and how organizations share threads and queues in turn. */
@NullMarked
package orchestrator.server.call;

import org.jspecify.annotations.NullMarked;
