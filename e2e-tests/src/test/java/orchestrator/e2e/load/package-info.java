/** Scenarios of load, as a user runs them: on real servers, over real connections, to their end. */
@NullMarked
package orchestrator.e2e.load;

import org.jspecify.annotations.NullMarked;
