package orchestrator.loopback.peer;

import orchestrator.loopback.crypto.Membership;
import orchestrator.loopback.ledger.PeerLedger;

/** Holds what a peer has of a channel: its ledger, and whose channel it is. */
public record JoinedChannel(PeerLedger ledger, Membership membership) {}
