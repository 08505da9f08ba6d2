/** Runs scenarios: who is registered, what runs now, and when each transaction is due. */
@NullMarked
package orchestrator.scenario.run;

import org.jspecify.annotations.NullMarked;
