/** Processes of the demo's own: how they are started, and that none of them is left behind. */
@NullMarked
package orchestrator.demo.process;

import org.jspecify.annotations.NullMarked;
