/** Calls the API over HTTP and JSON with the same stubs that call it over gRPC. */
@NullMarked
package orchestrator.e2e.harness.http;

import org.jspecify.annotations.NullMarked;
