package orchestrator.client.spec;

import java.util.Map;
import java.util.Optional;

/**
 * Keeps texts of any length as metadata, whose values have at most 100 characters: a longer text
 * goes on under {@code <key>+1}, {@code <key>+2} …
 */
public final class LongTexts {
  private static final int MOST = 100;

  private LongTexts() {}

  /** Puts a text. */
  public static void put(Map<String, String> metadata, String key, String text) {
    int start = 0;
    for (int piece = 0; ; piece++) {
      int end = end(text, start);
      metadata.put(piece == 0 ? key : key + "+" + piece, text.substring(start, end));
      if (end == text.length()) {
        return;
      }
      start = end;
    }
  }

  /** Characters are code points, and no pair of surrogates may be torn. */
  private static int end(String text, int start) {
    return text.length() - start <= MOST
        ? text.length()
        : text.offsetByCodePoints(start, Math.min(MOST, text.codePointCount(start, text.length())));
  }

  /** The text, if there is one. */
  public static Optional<String> get(Map<String, String> metadata, String key) {
    String first = metadata.get(key);
    if (first == null || !metadata.containsKey(key + "+1")) {
      return Optional.ofNullable(first);
    }
    StringBuilder text = new StringBuilder(first);
    for (int piece = 1; ; piece++) {
      String next = metadata.get(key + "+" + piece);
      if (next == null) {
        return Optional.of(text.toString());
      }
      text.append(next);
    }
  }
}
