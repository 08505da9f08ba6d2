/** What the API promises, one class for each subject, against any server that speaks it. */
@NullMarked
package orchestrator.e2e.scenario;

import org.jspecify.annotations.NullMarked;
