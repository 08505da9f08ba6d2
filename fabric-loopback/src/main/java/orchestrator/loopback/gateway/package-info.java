/** The gateway service of a peer: evaluate, endorse, submit, commit status. */
@NullMarked
package orchestrator.loopback.gateway;

import org.jspecify.annotations.NullMarked;
