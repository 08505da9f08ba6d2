package orchestrator.loopback.peer;

import orchestrator.loopback.crypto.Membership;
import orchestrator.loopback.ledger.PeerLedger;

/** A channel of a peer: what it keeps of it, and whose channel it is. */
public record JoinedChannel(PeerLedger ledger, Membership membership) {}
