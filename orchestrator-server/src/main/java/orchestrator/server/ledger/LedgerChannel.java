package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.error.Errors;

/**
 * Keeps the peers of a channel, one for each organization that this server signs for, and lets
 * calls wait for them: what was acknowledged through one of them is there for the next call through
 * any other.
 */
final class LedgerChannel {
  /**
   * An organization's peer.
   *
   * @param height how many blocks it has shown
   */
  record Member(LedgerPeer peer, PeerHeight height) {}

  /** How long a call waits for peers that may not be asked at all, for all of them together. */
  private static final Duration OTHERS = Duration.ofSeconds(1);

  private final Map<String, Member> members = new TreeMap<>();
  private final Duration patience;
  private final Duration others;
  private long acknowledged;
  private String acknowledgedBy = "";

  /**
   * A channel without peers.
   *
   * @param patience how long a call waits for a peer that is behind
   */
  LedgerChannel(Duration patience) {
    this.patience = patience;
    this.others = patience.compareTo(OTHERS) < 0 ? patience : OTHERS;
  }

  void add(Member member) {
    members.put(member.peer().organization(), member);
  }

  /**
   * Finds an organization's peer.
   *
   * @throws orchestrator.lib.error.OrchestratorException OE0102 if this server does not sign for
   *     the organization
   */
  Member of(String organization) {
    return Optional.ofNullable(members.get(organization))
        .orElseThrow(
            () -> Errors.denied("organization \"" + organization + "\" is not served here"));
  }

  /** Notes that somebody is told of what this block holds, which a peer has shown. */
  synchronized void acknowledge(long block, String organization) {
    if (block >= acknowledged) {
      acknowledged = block + 1;
      acknowledgedBy = organization;
    }
  }

  /**
   * Waits until a peer shows all that this server has acknowledged.
   *
   * @throws LedgerException UNAVAILABLE when it does not come that far in time
   */
  void awaitCaughtUp(String organization) {
    long blocks = behind(organization);
    if (!of(organization).height().awaitHeight(blocks, patience)) {
      throw LedgerException.unavailable(
          "the peer of organization \"" + organization + "\" is behind the others");
    }
  }

  /**
   * Waits for the other peers too, as far as they can be reached, until they show all that the
   * caller's peer shows: they have to endorse, and a caller may act on an event as soon as it sees
   * it.
   */
  void awaitAllCaughtUp(String organization) {
    awaitCaughtUp(organization);
    long shown = of(organization).height().height();
    long deadline = System.nanoTime() + others.toNanos();
    members.forEach(
        (name, member) -> {
          if (!name.equals(organization) && member.height().isFollowing()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            member.height().awaitHeight(Math.max(shown, behind(name)), left);
          }
        });
  }

  /** How many blocks a peer has to show; none when it was the one that told of the last. */
  private synchronized long behind(String organization) {
    return acknowledgedBy.equals(organization) ? 0 : acknowledged;
  }
}
