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
    int slash = text.indexOf('/');
    boolean hasScheme = slash > 0 && text.startsWith("://", slash - 1);
    if (hasScheme && !SCHEME.matcher(text.substring(0, slash - 1)).matches()) {
      return false;
    }
    return isAuthority(authority(hasScheme ? text.substring(slash + 2) : text));
  }

  /** True for a URI with a scheme. */
  static boolean isAbsoluteUri(String text) {
    return isClean(text) && URI.matcher(text).matches();
  }

  private static boolean isClean(String text) {
    return !BAD_ESCAPE.matcher(text).find()
        && text.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c));
  }

  /** What stands before path, query and fragment. */
  private static String authority(String text) {
    int end = 0;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
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
