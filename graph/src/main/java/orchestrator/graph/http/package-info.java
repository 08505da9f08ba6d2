/** Graphs over HTTP, as users of gorch call them. */
@NullMarked
package orchestrator.graph.http;

import org.jspecify.annotations.NullMarked;
