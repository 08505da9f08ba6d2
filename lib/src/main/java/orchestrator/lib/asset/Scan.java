package orchestrator.lib.asset;

/**
 * Tells what a text consists of, character by character: every registration asks this several
 * times, and regular expressions take several times as long.
 */
final class Scan {
  private static final int KEY_LENGTH = 36;

  private Scan() {}

  /** True for a UUID of 32 lower-case hexadecimal digits in groups of 8, 4, 4, 4 and 12. */
  static boolean isKey(String text) {
    if (text.length() != KEY_LENGTH) {
      return false;
    }
    for (int i = 0; i < KEY_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** True if there is nothing but hexadecimal digits from here to there. */
  static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isHexadecimalDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** True if each percent sign stands before two hexadecimal digits. */
  static boolean isEscaped(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (i + 3 > text.length() || !isHexadecimal(text, i + 1, i + 3)) {
        return false;
      }
    }
    return true;
  }

  /** True for a letter of ASCII, and letters, digits, plus, point and minus after it. */
  static boolean isScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && (i == 0 || (!isDigit(c) && "+.-".indexOf(c) < 0))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * True for letters, marks and numbers of any script, underline, tilde, minus, and points, with
   * which it must not begin.
   */
  static boolean isHostName(String text) {
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (!isOfName(character) && (i == 0 || character != '.')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isOfName(int character) {
    if (character < 128) {
      return isLetter(character) || isDigit(character) || "_~-".indexOf(character) >= 0;
    }
    return Character.isLetter(character)
        || switch (Character.getType(character)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.DECIMAL_DIGIT_NUMBER,
              Character.LETTER_NUMBER,
              Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  /** True for brackets around hexadecimal digits, points, and a colon at least. */
  static boolean isIpv6(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != '[' || text.charAt(last) != ']') {
      return false;
    }
    boolean colon = false;
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      colon |= c == ':';
      if (c != ':' && c != '.' && !isHexadecimalDigit(c)) {
        return false;
      }
    }
    return colon;
  }

  /** The value of 1 to 5 decimal digits from here to the end, or -1. */
  static int number(String text, int from) {
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return from < text.length() && text.length() - from <= 5 ? value : -1;
  }

  private static boolean isHexadecimalDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
