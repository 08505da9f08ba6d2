/**
 * The connections of the gRPC port: their sockets, their memory, and what waits for their readers.
 */
@NullMarked
package orchestrator.server.transport;

import org.jspecify.annotations.NullMarked;
