package orchestrator.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says how a door is opened.
 *
 * @param address to listen on; port 0 takes a free one
 * @param access who may call the API
 * @param tls the certificate; without one the door speaks no TLS, with one it speaks both, and lets
 *     only loopback call the API without
 * @param hosts names under which the door is called besides those of loopback, without port
 * @param corsOrigins origins whose pages may call the API, such as {@code https://example.org}
 * @param pages further pages by their path, open to everybody
 * @param messageBytes greatest request
 * @param connections that may be open; when there are as many, one that has no request gives way
 * @param reload how often files are looked at, to take up what has changed; zero for never
 * @param grace how long calls that are under way may go on when the door is closed
 */
public record DoorSettings(
    InetSocketAddress address,
    Access access,
    Optional<TlsFiles> tls,
    Set<String> hosts,
    Set<String> corsOrigins,
    Map<String, Page.Source> pages,
    int messageBytes,
    int connections,
    Duration reload,
    Duration grace) {

  /** The same without further pages. */
  public DoorSettings withoutPages() {
    return new DoorSettings(
        address,
        access,
        tls,
        hosts,
        corsOrigins,
        Map.of(),
        messageBytes,
        connections,
        reload,
        grace);
  }

  /** Says who may call the API. */
  public sealed interface Access {}

  /**
   * Those with an account.
   *
   * @param file of the accounts
   */
  public record ByAccount(Path file) implements Access {}

  /**
   * Whoever can connect, as the organization that the request names. For loopback only, since
   * nothing is proved.
   *
   * @param channels organizations by channel, as far as they are known, for who has to choose
   */
  public record ByName(Map<String, Set<String>> channels) implements Access {}

  /**
   * Nobody: only the pages are shown.
   *
   * @param reason one sentence for who asks
   */
  public record Closed(String reason) implements Access {}

  /**
   * Files of a certificate, both PEM.
   *
   * @param certificate with those that lead to its CA
   * @param key of the certificate, not encrypted
   */
  public record TlsFiles(Path certificate, Path key) {}
}
