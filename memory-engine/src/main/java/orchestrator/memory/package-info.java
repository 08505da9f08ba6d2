/** An engine that keeps the state in the server's memory, and so loses it with the process. */
@NullMarked
package orchestrator.memory;

import org.jspecify.annotations.NullMarked;
