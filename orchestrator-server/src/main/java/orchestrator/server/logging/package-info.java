/** How log lines look and where they go. */
@NullMarked
package orchestrator.server.logging;

import org.jspecify.annotations.NullMarked;
