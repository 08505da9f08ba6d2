/** The commands about files of graphs. */
@NullMarked
package orchestrator.graph.command;

import org.jspecify.annotations.NullMarked;
