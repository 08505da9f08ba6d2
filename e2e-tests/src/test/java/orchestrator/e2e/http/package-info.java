/** What only the HTTP door can get wrong. */
@NullMarked
package orchestrator.e2e.http;

import org.jspecify.annotations.NullMarked;
