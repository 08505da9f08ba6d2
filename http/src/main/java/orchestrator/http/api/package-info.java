/** Each rpc as a resource: paths, JSON, problems, the stream of events, and gRPC handed on. */
@NullMarked
package orchestrator.http.api;

import org.jspecify.annotations.NullMarked;
