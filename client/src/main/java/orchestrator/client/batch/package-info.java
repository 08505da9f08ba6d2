/** Writes that belong together, and many such at a time, in few calls. */
@NullMarked
package orchestrator.client.batch;

import org.jspecify.annotations.NullMarked;
