/** The peer's side of a chaincode that runs as a service, and the processes it runs in. */
@NullMarked
package orchestrator.loopback.chaincode;

import org.jspecify.annotations.NullMarked;
