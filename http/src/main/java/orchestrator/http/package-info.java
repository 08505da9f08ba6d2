/** The door for people: every call of the API over HTTP, in front of a gRPC channel. */
@NullMarked
package orchestrator.http;

import org.jspecify.annotations.NullMarked;
