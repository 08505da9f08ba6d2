package orchestrator.e2e.model;

import java.util.regex.Pattern;

/** Says what is an address. */
final class Addresses {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern HOST = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://)?+[^/?#:]+.*");

  private Addresses() {}

  /** Whether it names a host, with a scheme or without, and has nothing in it that a URL cannot. */
  static boolean isUrlWithHost(String text) {
    return isClean(text) && HOST.matcher(text).matches();
  }

  /** Whether it has a scheme and something after it. */
  static boolean isAbsolute(String text) {
    return isClean(text)
        && SCHEME.matcher(text).lookingAt()
        && text.indexOf(':') < text.length() - 1;
  }

  private static boolean isClean(String text) {
    return text.codePoints()
            .noneMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c))
        && !BAD_ESCAPE.matcher(text).find();
  }
}
