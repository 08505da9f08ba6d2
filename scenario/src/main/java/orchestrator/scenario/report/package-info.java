/** What a scenario did: counts and latencies by node, step and second. */
@NullMarked
package orchestrator.scenario.report;

import org.jspecify.annotations.NullMarked;
