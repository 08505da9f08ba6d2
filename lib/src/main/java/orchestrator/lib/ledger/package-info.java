/**
 * What a ledger's chaincode and the server in front of it agree on: the form of keys, events and
 * errors, and the chaincode's function beside the rpcs. Blocks keep these forms for ever.
 */
@NullMarked
package orchestrator.lib.ledger;

import org.jspecify.annotations.NullMarked;
