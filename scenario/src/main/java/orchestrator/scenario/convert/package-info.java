/** Makes settings of what else describes a scenario: a log of a simulation, or a form. */
@NullMarked
package orchestrator.scenario.convert;

import org.jspecify.annotations.NullMarked;
