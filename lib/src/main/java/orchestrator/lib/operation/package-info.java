/** The table of what can be called. */
@NullMarked
package orchestrator.lib.operation;

import org.jspecify.annotations.NullMarked;
