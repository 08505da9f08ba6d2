/** The facade of a ledger: calls become transactions of a Hyperledger Fabric network. */
@NullMarked
package orchestrator.server.ledger;

import org.jspecify.annotations.NullMarked;
