/** What a graph is: nodes, edges, options, and the states that both go through. */
@NullMarked
package orchestrator.graph.model;

import org.jspecify.annotations.NullMarked;
