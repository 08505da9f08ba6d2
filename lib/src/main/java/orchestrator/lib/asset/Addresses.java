package orchestrator.lib.asset;

/** Tells what counts as an address. */
final class Addresses {
  private static final int LAST_PORT = 65_535;

  private Addresses() {}

  /** True for a URL with a host, with or without {@code scheme://}. */
  static boolean isUrl(String text) {
    if (!isClean(text)) {
      return false;
    }
    int end = authorityEnd(text);
    if (!text.startsWith("://", end - 1)) {
      String authority = text.substring(0, end);
      // Before a lone colon stands a scheme: https:/x and c:/x have no host.
      return !authority.endsWith(":") && isAuthority(authority);
    }
    String rest = text.substring(end + 2);
    return Scan.isScheme(text.substring(0, end - 1))
        && isAuthority(rest.substring(0, authorityEnd(rest)));
  }

  /** True for a URI with a scheme. */
  static boolean isAbsoluteUri(String text) {
    int colon = text.indexOf(':');
    return isClean(text)
        && colon > 0
        && colon < text.length() - 1
        && Scan.isScheme(text.substring(0, colon));
  }

  private static boolean isClean(String text) {
    // No character beyond the first plane is a control character or a space.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f) {
        continue;
      }
      if (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return false;
      }
    }
    return Scan.isEscaped(text);
  }

  /** Where path, query or fragment begins. */
  private static int authorityEnd(String text) {
    int end = 0;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isAuthority(String authority) {
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    // The colons within brackets belong to the host.
    int colon = place.indexOf(':', Math.max(0, place.lastIndexOf(']')));
    String host = colon < 0 ? place : place.substring(0, colon);
    String port = place.substring(host.length());
    return (Scan.isHostName(host) || Scan.isIpv6(host)) && isPort(port);
  }

  /** True for nothing, a lone colon, or a colon and a number that a port can have. */
  private static boolean isPort(String text) {
    if (text.length() < 2) {
      return true;
    }
    int port = Scan.number(text, 1);
    return port >= 0 && port <= LAST_PORT;
  }
}
