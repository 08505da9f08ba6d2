/** Running an organization's tasks and building its functions. */
@NullMarked
package orchestrator.client.worker;

import org.jspecify.annotations.NullMarked;
