/** The service by which others have nodes run here: HTTPS with certificates on both sides. */
@NullMarked
package orchestrator.executor.server;

import org.jspecify.annotations.NullMarked;
