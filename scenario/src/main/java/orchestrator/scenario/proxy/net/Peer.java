package orchestrator.scenario.proxy.net;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Holds where a node, or another server, listens.
 *
 * @param secure whether it speaks TLS
 * @param host a name or an IP address, without brackets
 * @param path from the first slash on, with what follows a question mark
 */
public record Peer(boolean secure, String host, int port, String path) {
  private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Whether a text is a host name or an IP address. */
  public static boolean isHost(String text) {
    return InetAddresses.isInetAddress(text) ? !text.contains("%") : text.matches(HOST);
  }

  /**
   * Reads a URL.
   *
   * @param scheme {@code http} or {@code ws}; the same with an s at its end means TLS
   * @return empty when the text is no such URL, or holds a user or a password
   */
  static Optional<Peer> read(String text, String scheme) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    boolean secure = (scheme + "s").equalsIgnoreCase(uri.getScheme());
    if (!secure && !scheme.equalsIgnoreCase(uri.getScheme())) {
      return Optional.empty();
    }
    // Not the URI's own host: that has no underscores, and hosts in Docker do.
    String authority = uri.getRawAuthority();
    if (authority == null || authority.contains("@") || uri.getRawFragment() != null) {
      return Optional.empty();
    }
    HostAndPort place;
    try {
      place = HostAndPort.fromString(authority);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int port = place.getPortOrDefault(secure ? HTTPS : HTTP);
    if (!isHost(place.getHost()) || port == 0) {
      return Optional.empty();
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return Optional.of(new Peer(secure, place.getHost(), port, path + query));
  }

  /**
   * Reads the URL that is a node's field, if it has that.
   *
   * @param scheme {@code http} or {@code ws}
   */
  public static Optional<Peer> ofNode(NodeFields node, String field, String scheme) {
    return node.text(field)
        .map(
            text -> read(text, scheme).orElseThrow(() -> NodeFields.wrong(field, example(scheme))));
  }

  /**
   * Reads the URL that is the value of an option, if it is given.
   *
   * @param scheme {@code http} or {@code ws}
   */
  public static Optional<Peer> ofOption(Options options, String name, String scheme) {
    return options
        .text(name)
        .map(text -> read(text, scheme).orElseThrow(() -> Options.wrong(name, example(scheme))));
  }

  private static String example(String scheme) {
    return "must be a URL such as " + scheme + "://host:8080/path, without a user";
  }

  /** The host and the port, which tell it apart. */
  public String authority() {
    return HostAndPort.fromParts(host, port).toString();
  }
}
