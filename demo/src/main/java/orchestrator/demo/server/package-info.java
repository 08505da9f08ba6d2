/** The server that the demo starts for itself. */
@NullMarked
package orchestrator.demo.server;

import org.jspecify.annotations.NullMarked;
