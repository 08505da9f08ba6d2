/** Graphs as pictures, coloured by state. */
@NullMarked
package orchestrator.graph.picture;

import org.jspecify.annotations.NullMarked;
