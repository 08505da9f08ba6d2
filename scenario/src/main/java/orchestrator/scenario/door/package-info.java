/** The doors of the service: nodes register at one, controllers send settings to the other. */
@NullMarked
package orchestrator.scenario.door;

import org.jspecify.annotations.NullMarked;
