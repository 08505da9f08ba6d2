/** The executor that asks another one, elsewhere, to run nodes. */
@NullMarked
package orchestrator.executor.remote;

import org.jspecify.annotations.NullMarked;
