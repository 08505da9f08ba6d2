package orchestrator.graph.dot;

import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Place;

/** Cuts DOT into words and signs. */
final class DotLexer {
  private static final String SIGNS = "{}[];,:=+";

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  DotLexer(String text) {
    this.text = text;
  }

  /** The next token; at the end one that says so, again and again. */
  DotToken next() throws FaultyGraphException {
    skip();
    Place place = place();
    if (at == text.length()) {
      return new DotToken(DotToken.Kind.END, "", place);
    }
    char first = text.charAt(at);
    if (first == '"') {
      return quoted(place);
    }
    if (first == '<') {
      return html(place);
    }
    if (text.startsWith("->", at) || text.startsWith("--", at)) {
      at += 2;
      return new DotToken(DotToken.Kind.SIGN, text.substring(at - 2, at), place);
    }
    if (SIGNS.indexOf(first) >= 0) {
      at++;
      return new DotToken(DotToken.Kind.SIGN, String.valueOf(first), place);
    }
    if (isDigit(first) || first == '.' || first == '-') {
      return number(place);
    }
    if (isLetter(first)) {
      int start = at;
      while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      return new DotToken(DotToken.Kind.WORD, text.substring(start, at), place);
    }
    throw FaultList.one(place, "'" + first + "' means nothing here; such texts need quotes");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  }

  private Place place() {
    return new Place("", line, at - lineStart + 1);
  }

  private void step() {
    if (text.charAt(at++) == '\n') {
      line++;
      lineStart = at;
    }
  }

  /** Passes blanks, comments, and lines for a preprocessor. */
  private void skip() throws FaultyGraphException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        step();
      } else if (text.startsWith("//", at) || (c == '#' && at == lineStart)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        Place start = place();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw FaultList.one(start, "the comment does not end");
        }
        while (at < end + 2) {
          step();
        }
      } else {
        return;
      }
    }
  }

  private DotToken number(Place place) throws FaultyGraphException {
    int start = at;
    at += text.charAt(at) == '-' ? 1 : 0;
    int digits = 0;
    boolean hasPoint = false;
    while (at < text.length()
        && (isDigit(text.charAt(at)) || (text.charAt(at) == '.' && !hasPoint))) {
      hasPoint = hasPoint || text.charAt(at) == '.';
      digits += isDigit(text.charAt(at)) ? 1 : 0;
      at++;
    }
    if (digits == 0) {
      throw FaultList.one(place, "'" + text.charAt(start) + "' means nothing here");
    }
    return new DotToken(DotToken.Kind.WORD, text.substring(start, at), place);
  }

  /** In quotes {@code \"} is a quote, and a backslash at the end of a line joins it to the next. */
  private DotToken quoted(Place place) throws FaultyGraphException {
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return new DotToken(DotToken.Kind.QUOTED, content.toString(), place);
      }
      if (text.startsWith("\\\"", at)) {
        content.append('"');
        at += 2;
      } else if (text.startsWith("\\\n", at) || text.startsWith("\\\r\n", at)) {
        at += text.startsWith("\\\r", at) ? 2 : 1;
        step();
      } else if (text.startsWith("\\\\", at)) {
        content.append("\\\\");
        at += 2;
      } else {
        content.append(c);
        step();
      }
    }
    throw FaultList.one(place, "the text in quotes does not end");
  }

  private DotToken html(Place place) throws FaultyGraphException {
    int start = at + 1;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      step();
      if (depth == 0) {
        return new DotToken(DotToken.Kind.HTML, text.substring(start, at - 1), place);
      }
    }
    throw FaultList.one(place, "the text of HTML does not end");
  }
}
