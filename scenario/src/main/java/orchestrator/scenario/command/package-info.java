/** The commands about scenarios. */
@NullMarked
package orchestrator.scenario.command;

import org.jspecify.annotations.NullMarked;
