/**
 * A second opinion on the whole API: random programs of calls run against a server and against a
 * plain model of the specification, which shares no code with the server; both must agree.
 */
@NullMarked
package orchestrator.e2e.model;

import org.jspecify.annotations.NullMarked;
