/**
 * What a peer keeps of a channel: blocks, state with its history, and the rules of a valid
 * transaction.
 */
@NullMarked
package orchestrator.loopback.ledger;

import org.jspecify.annotations.NullMarked;
