/** Runs calls: one writer a channel that commits in groups, and readers that never wait for it. */
@NullMarked
package orchestrator.server.engine;

import org.jspecify.annotations.NullMarked;
