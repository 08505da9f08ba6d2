/** What a call runs in: who calls, when, on which state, and how much it may make. */
@NullMarked
package orchestrator.lib.transaction;

import org.jspecify.annotations.NullMarked;
