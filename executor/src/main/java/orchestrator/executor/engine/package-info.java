/** The engines that run nodes here, one driver each. */
@NullMarked
package orchestrator.executor.engine;

import org.jspecify.annotations.NullMarked;
