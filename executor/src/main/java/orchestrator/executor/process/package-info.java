/** Programs that run in a group of their own, with what they write and all that they start. */
@NullMarked
package orchestrator.executor.process;

import org.jspecify.annotations.NullMarked;
