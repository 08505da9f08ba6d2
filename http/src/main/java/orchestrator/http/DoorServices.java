package orchestrator.http;

import com.linecorp.armeria.server.HttpService;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what a door serves besides the API and its pages.
 *
 * @param guarded services for those who may call the API, by path pattern ({@code exact:/x}, {@code
 *     prefix:/x}); {@link orchestrator.http.api.Caller#of} tells each who calls
 * @param open services for everybody, by path pattern
 * @param unnamed for whom a request is that names no organization, on a door that believes names
 * @param own a service that asks itself who calls
 */
public record DoorServices(
    Map<String, HttpService> guarded,
    Map<String, HttpService> open,
    Optional<Identity> unnamed,
    Optional<OwnForm> own) {
  /** No service at all. */
  public static final DoorServices NONE = new DoorServices(Map.of(), Map.of(), Optional.empty());

  /** Services in the door's own form only. */
  public DoorServices(
      Map<String, HttpService> guarded, Map<String, HttpService> open, Optional<Identity> unnamed) {
    this(guarded, open, unnamed, Optional.empty());
  }

  /** The same with these services for everybody, beside its own. */
  public DoorServices withOpen(Map<String, HttpService> more) {
    Map<String, HttpService> all = new TreeMap<>(open);
    all.putAll(more);
    return new DoorServices(guarded, all, unnamed, own);
  }

  /** The same with these services for those who may call the API, beside its own. */
  public DoorServices withGuarded(Map<String, HttpService> more) {
    Map<String, HttpService> all = new TreeMap<>(guarded);
    all.putAll(more);
    return new DoorServices(all, open, unnamed, own);
  }

  /** The same with what others have for everybody and in a form of their own. */
  public DoorServices with(DoorServices others) {
    return new DoorServices(guarded, withOpen(others.open).open, unnamed, others.own.or(() -> own));
  }

  /**
   * Names an organization on a channel.
   *
   * @param organization its MSP id
   * @param channel the channel's name
   */
  public record Identity(String organization, String channel) {}
}
