/** The two state machines, as tables. */
@NullMarked
package orchestrator.lib.state;

import org.jspecify.annotations.NullMarked;
