/** Graphs in DOT, the language of Graphviz: read as graphs that run, written to be drawn. */
@NullMarked
package orchestrator.graph.dot;

import org.jspecify.annotations.NullMarked;
