package orchestrator.cli.text;

import java.util.regex.Pattern;

/**
 * Makes characters visible that a terminal would obey, or that would turn the order of the text
 * round. Whatever comes from a server goes through here before it is shown.
 */
public final class Escapes {
  private static final String IN_A_LINE =
      "\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\p{Cs}";
  private static final Pattern UNSAFE = Pattern.compile("[" + IN_A_LINE + "]");
  private static final Pattern UNSAFE_IN_JSON = Pattern.compile("[" + IN_A_LINE + "&&[^\\n]]");

  private Escapes() {}

  /** One line of text in which nothing has an effect: a line feed is {@code \n}. */
  public static String oneLine(String text) {
    return UNSAFE.matcher(text).replaceAll(found -> "\\\\" + visible(found.group()));
  }

  /**
   * Lines of JSON, or of YAML whose texts with such characters are in double quotes, with the same
   * meaning.
   */
  public static String inQuotes(String lines) {
    return UNSAFE_IN_JSON.matcher(lines).replaceAll(found -> "\\\\" + unicode(found.group()));
  }

  /** One line of text within XML or HTML, in an attribute too. */
  public static String inXml(String text) {
    return oneLine(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace('\ufffe', '\ufffd')
        .replace('\uffff', '\ufffd');
  }

  /**
   * One line of text in quotes of Mermaid, which reads entities of HTML there; what is neither
   * letter nor figure could mean something.
   */
  public static String inMermaid(String text) {
    StringBuilder escaped = new StringBuilder();
    oneLine(text)
        .codePoints()
        .forEach(
            character -> {
              boolean isPlain =
                  Character.isLetterOrDigit(character) || " ._-".indexOf(character) >= 0;
              escaped.append(isPlain ? Character.toString(character) : "#" + character + ";");
            });
    return escaped.toString();
  }

  /** Whether a text has a character that must be escaped. */
  public static boolean needs(String text) {
    return UNSAFE.matcher(text).find();
  }

  private static String visible(String character) {
    return switch (character) {
      case "\n" -> "n";
      case "\r" -> "r";
      case "\t" -> "t";
      default -> unicode(character);
    };
  }

  private static String unicode(String character) {
    return String.format("u%04x", (int) character.charAt(0));
  }
}
