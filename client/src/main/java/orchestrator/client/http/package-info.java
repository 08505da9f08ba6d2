/** The API over HTTP and JSON, behind the same stubs that call it over gRPC. */
@NullMarked
package orchestrator.client.http;

import org.jspecify.annotations.NullMarked;
