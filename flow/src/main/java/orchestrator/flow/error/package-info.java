/** What can be wrong with flows, services and steps. */
@NullMarked
package orchestrator.flow.error;

import org.jspecify.annotations.NullMarked;
