/** The server is killed under load, and what it acknowledged is there when it comes back. */
@NullMarked
package orchestrator.e2e.kill;

import org.jspecify.annotations.NullMarked;
