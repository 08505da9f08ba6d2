/** Files that hold graphs, as values that know their lines, and the faults found in them. */
@NullMarked
package orchestrator.graph.source;

import org.jspecify.annotations.NullMarked;
