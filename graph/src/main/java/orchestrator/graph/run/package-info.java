/** Runs graphs: what is ready, who does it, what came of it, and how that is made durable. */
@NullMarked
package orchestrator.graph.run;

import org.jspecify.annotations.NullMarked;
