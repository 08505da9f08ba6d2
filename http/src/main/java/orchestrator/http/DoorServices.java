package orchestrator.http;

import com.linecorp.armeria.server.HttpService;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what a door serves besides the API and its pages.
 *
 * @param guarded services for those who may call the API, by path pattern ({@code exact:/x}, {@code
 *     prefix:/x}); {@link orchestrator.http.api.Caller#of} tells each who calls
 * @param open services for everybody, by path pattern
 * @param unnamed for whom a request is that names no organization, on a door that believes names
 */
public record DoorServices(
    Map<String, HttpService> guarded, Map<String, HttpService> open, Optional<Identity> unnamed) {
  /** Nothing. */
  public static final DoorServices NONE = new DoorServices(Map.of(), Map.of(), Optional.empty());

  /**
   * Names an organization on a channel.
   *
   * @param organization its MSP id
   * @param channel the channel's name
   */
  public record Identity(String organization, String channel) {}
}
