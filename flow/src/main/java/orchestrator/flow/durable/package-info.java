/** Runs of flows as compute plans, and services that take their hops as tasks. */
@NullMarked
package orchestrator.flow.durable;

import org.jspecify.annotations.NullMarked;
