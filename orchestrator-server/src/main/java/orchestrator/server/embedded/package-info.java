/** The engine that holds the state in the server's own data folder. */
@NullMarked
package orchestrator.server.embedded;

import org.jspecify.annotations.NullMarked;
