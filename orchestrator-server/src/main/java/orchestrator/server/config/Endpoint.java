package orchestrator.server.config;

import java.net.InetSocketAddress;

/**
 * Names a host and a port to listen on, or that is listened on.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 0 to 65535; 0 takes a free one
 */
public record Endpoint(String host, int port) {
  private static final int LAST_PORT = 65_535;

  /**
   * Reads {@code HOST:PORT}, where an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException that says what is expected
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    String port = text.substring(colon + 1);
    if (host.isBlank()
        || (!bracketed && host.contains(":"))
        || !port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > LAST_PORT) {
      throw new IllegalArgumentException("must be HOST:PORT");
    }
    return new Endpoint(host, Integer.parseInt(port));
  }

  /** The endpoint of a bound socket. */
  public static Endpoint of(InetSocketAddress address) {
    return new Endpoint(address.getHostString(), address.getPort());
  }

  /** To bind to. Looks the host up. */
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** {@code HOST:PORT}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
