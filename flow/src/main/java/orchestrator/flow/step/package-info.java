/** Typed steps, one after the other, checked against one another when they are put together. */
@NullMarked
package orchestrator.flow.step;

import org.jspecify.annotations.NullMarked;
