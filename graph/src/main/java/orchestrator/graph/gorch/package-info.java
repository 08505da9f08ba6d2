/** A graph as the JSON that users of gorch know. */
@NullMarked
package orchestrator.graph.gorch;

import org.jspecify.annotations.NullMarked;
