/** The API on gRPC: a call's way from the wire to the engine, and its answer's way back. */
@NullMarked
package orchestrator.server.grpc;

import org.jspecify.annotations.NullMarked;
