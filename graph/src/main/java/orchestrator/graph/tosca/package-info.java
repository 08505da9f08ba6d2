/** TOSCA files and archives as graphs: a node for each operation of each node template. */
@NullMarked
package orchestrator.graph.tosca;

import org.jspecify.annotations.NullMarked;
