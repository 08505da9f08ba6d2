package orchestrator.server.config;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows the channels of a server, and the organizations to which each is open. */
public final class ChannelAccess {
  private final SortedMap<String, Set<String>> organizations;
  private final Set<String> known;

  /** Organizations by channel. */
  public ChannelAccess(Map<String, ? extends Set<String>> organizations) {
    SortedMap<String, Set<String>> copy = new TreeMap<>();
    organizations.forEach(
        (channel, members) ->
            copy.put(channel, Collections.unmodifiableSet(new TreeSet<>(members))));
    this.organizations = Collections.unmodifiableSortedMap(copy);
    this.known =
        copy.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  /** What a server has that is given no configuration of its channels. */
  static ChannelAccess usual() {
    return new ChannelAccess(Map.of("mychannel", Set.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP")));
  }

  /** The names of the channels, sorted. */
  public List<String> channels() {
    return List.copyOf(organizations.keySet());
  }

  /** The organizations by channel, both sorted. */
  public SortedMap<String, Set<String>> organizations() {
    return organizations;
  }

  /** Whether any channel is open to this organization. */
  public boolean knows(String organization) {
    return known.contains(organization);
  }

  /** Whether there is such a channel and it is open to this organization. */
  public boolean isOpen(String channel, String organization) {
    return organizations.getOrDefault(channel, Set.of()).contains(organization);
  }

  /** The same without the channels that are not among these. */
  public ChannelAccess only(Collection<String> channels) {
    SortedMap<String, Set<String>> kept = new TreeMap<>(organizations);
    kept.keySet().retainAll(channels);
    return new ChannelAccess(kept);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelAccess access && access.organizations.equals(organizations);
  }

  @Override
  public int hashCode() {
    return organizations.hashCode();
  }

  /** Such as {@code {mychannel=[MyOrg1MSP]}}. */
  @Override
  public String toString() {
    return organizations.toString();
  }
}
