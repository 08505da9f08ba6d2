/** A plan's tasks as they go on, as a graph, and what one of them waits for. */
@NullMarked
package orchestrator.cli.plan;

import org.jspecify.annotations.NullMarked;
