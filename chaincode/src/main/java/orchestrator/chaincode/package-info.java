/** The orchestrator as Fabric chaincode: {@code lib}'s operations on a peer's state. */
@NullMarked
package orchestrator.chaincode;

import org.jspecify.annotations.NullMarked;
