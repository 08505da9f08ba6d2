/** How the demo makes many calls. */
@NullMarked
package orchestrator.demo.calls;

import org.jspecify.annotations.NullMarked;
