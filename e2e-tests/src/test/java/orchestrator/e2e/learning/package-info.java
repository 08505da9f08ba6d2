/** Learning by rule over HTTP, as callers of the original call it. */
@NullMarked
package orchestrator.e2e.learning;

import org.jspecify.annotations.NullMarked;
