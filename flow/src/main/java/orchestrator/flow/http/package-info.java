/** Flows over HTTP between processes: an orchestrator's runs, and hosts of services. */
@NullMarked
package orchestrator.flow.http;

import org.jspecify.annotations.NullMarked;
