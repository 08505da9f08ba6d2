/** What people see of a graph that runs: its progress, a table, a page. */
@NullMarked
package orchestrator.graph.screen;

import org.jspecify.annotations.NullMarked;
