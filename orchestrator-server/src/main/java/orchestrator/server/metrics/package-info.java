/** What the server counts and measures of itself. */
@NullMarked
package orchestrator.server.metrics;

import org.jspecify.annotations.NullMarked;
