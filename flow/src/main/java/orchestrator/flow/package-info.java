/** Flows of blocks over services: what a flow is, and one visit of it. */
@NullMarked
package orchestrator.flow;

import org.jspecify.annotations.NullMarked;
