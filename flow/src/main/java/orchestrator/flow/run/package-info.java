/** Runs of flows: from their start to their outcome, in memory or by what other packages add. */
@NullMarked
package orchestrator.flow.run;

import org.jspecify.annotations.NullMarked;
