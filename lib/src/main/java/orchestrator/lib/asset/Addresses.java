package orchestrator.lib.asset;

import java.util.regex.Pattern;

/** What counts as an address. */
final class Addresses {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
  private static final Pattern URI = Pattern.compile(SCHEME + ":.+");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_~-][\\p{L}\\p{M}\\p{N}._~-]*");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*]");
  private static final Pattern PORT = Pattern.compile("(:[0-9]{0,5})?");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
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
    return SCHEME.matcher(text.substring(0, end - 1)).matches()
        && isAuthority(rest.substring(0, authorityEnd(rest)));
  }

  /** True for a URI with a scheme. */
  static boolean isAbsoluteUri(String text) {
    return isClean(text) && URI.matcher(text).matches();
  }

  private static boolean isClean(String text) {
    // No character beyond the first plane is a control character or a space.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return false;
      }
    }
    return text.indexOf('%') < 0 || !BAD_ESCAPE.matcher(text).find();
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
    return (NAME.matcher(host).matches() || IPV6.matcher(host).matches()) && isPort(port);
  }

  /** True for nothing, a lone colon, or a colon and a number that a port can have. */
  private static boolean isPort(String text) {
    return PORT.matcher(text).matches()
        && (text.length() < 2 || Integer.parseInt(text.substring(1)) <= LAST_PORT);
  }
}
