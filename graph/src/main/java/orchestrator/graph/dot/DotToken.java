package orchestrator.graph.dot;

import java.util.Locale;
import orchestrator.graph.source.Place;

/**
 * Holds a word or sign of DOT.
 *
 * @param kind what it is
 * @param text the sign, or the word without quotes
 * @param place where it begins
 */
record DotToken(Kind kind, String text, Place place) {
  enum Kind {
    /** A word or number that is not in quotes, and so may be a keyword. */
    WORD,
    /** A text in quotes. */
    QUOTED,
    /** A text of HTML. */
    HTML,
    /** A bracket, an arrow and so on. */
    SIGN,
    /** Behind the last. */
    END
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
  }

  boolean isId() {
    return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.HTML;
  }

  /** The token as a message shows it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the file";
      case HTML -> "a text of HTML";
      case QUOTED -> '"' + brief() + '"';
      default -> brief();
    };
  }

  private String brief() {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
