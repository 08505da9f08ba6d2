/** Graphs of jobs over HTTP, on a server's own process. */
@NullMarked
package orchestrator.e2e.graph;

import org.jspecify.annotations.NullMarked;
