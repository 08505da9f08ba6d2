/** Starts the server's real process, or finds one that runs, and ends it by its process id. */
@NullMarked
package orchestrator.e2e.harness;

import org.jspecify.annotations.NullMarked;
