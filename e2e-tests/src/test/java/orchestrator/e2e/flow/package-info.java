/** Durable flows, on servers and processes that are killed. */
@NullMarked
package orchestrator.e2e.flow;

import org.jspecify.annotations.NullMarked;
