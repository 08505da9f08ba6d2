package orchestrator.server.ledger;

import java.time.Duration;

/** Tells how far a peer has come in a channel's blocks, as far as this server has seen. */
interface PeerHeight {
  /** How many blocks the peer has shown. */
  long height();

  /** Waits until it has shown so many; false if that takes longer. */
  boolean awaitHeight(long blocks, Duration most);

  /** Whether the peer can be reached, so that it is worth waiting for. */
  boolean isFollowing();
}
