/** A graph as a compute plan: what its registration says, and how it is read back. */
@NullMarked
package orchestrator.graph.plan;

import org.jspecify.annotations.NullMarked;
