/** Takes up files again that have changed while the server runs. */
@NullMarked
package orchestrator.server.reload;

import org.jspecify.annotations.NullMarked;
