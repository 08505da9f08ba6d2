/** The calls over HTTP, as services of the door. */
@NullMarked
package orchestrator.learning.http;

import org.jspecify.annotations.NullMarked;
