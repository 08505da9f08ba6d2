/** Workflows of the WfCommons collection (WfFormat) as graphs. */
@NullMarked
package orchestrator.graph.wfformat;

import org.jspecify.annotations.NullMarked;
