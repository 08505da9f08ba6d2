package orchestrator.loopback.peer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the peers of the network by organization and by channel. */
public final class Peers {
  private final Map<String, Peer> byOrganization = new TreeMap<>();

  public Peers(Collection<Peer> peers) {
    peers.forEach(peer -> byOrganization.put(peer.mspId(), peer));
  }

  /** All peers, in the order of their organizations. */
  public List<Peer> all() {
    return List.copyOf(byOrganization.values());
  }

  /** The peer of an organization. */
  public Optional<Peer> of(String mspId) {
    return Optional.ofNullable(byOrganization.get(mspId));
  }

  /** The peers that take part in a channel now. */
  public List<Peer> running(String channel) {
    return all().stream()
        .filter(peer -> peer.isRunning() && peer.channel(channel).isPresent())
        .toList();
  }
}
