/** Runs nodes of graphs: what a node asks for, what came of it, and who can run it. */
@NullMarked
package orchestrator.executor;

import org.jspecify.annotations.NullMarked;
