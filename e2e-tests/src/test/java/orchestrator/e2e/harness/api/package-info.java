/** Calls the API as an organization: default requests, keys by name, refusals, event streams. */
@NullMarked
package orchestrator.e2e.harness.api;

import org.jspecify.annotations.NullMarked;
