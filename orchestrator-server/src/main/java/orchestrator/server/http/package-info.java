/** The pages for operators: health, readiness, metrics. */
@NullMarked
package orchestrator.server.http;

import org.jspecify.annotations.NullMarked;
