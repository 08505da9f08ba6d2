/** Graphs as files: who reads and writes them, and what is wrong with one. */
@NullMarked
package orchestrator.graph.format;

import org.jspecify.annotations.NullMarked;
