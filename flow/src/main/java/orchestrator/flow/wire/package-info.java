/** Messages as JSON. */
@NullMarked
package orchestrator.flow.wire;

import org.jspecify.annotations.NullMarked;
