/** Takes a compute plan that failed or was cancelled up again, from what is done. */
@NullMarked
package orchestrator.client.resume;

import org.jspecify.annotations.NullMarked;
