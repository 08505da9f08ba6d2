package orchestrator.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells how many columns of a terminal a text takes. */
public final class Widths {
  /** East Asian scripts and pictures take two. */
  private static final Pattern WIDE =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}\\uff01-\\uff60\\x{1f300}-\\x{1faff}]");

  private static final Pattern NO_WIDTH = Pattern.compile("[\\p{Mn}\\p{Me}\\u200b-\\u200d]");

  private Widths() {}

  /** The columns of a text without control characters. */
  public static int of(String text) {
    if (text.chars().allMatch(character -> character < 0x300)) {
      return text.length();
    }
    return text.codePoints().map(Widths::of).sum();
  }

  /** The beginning of a text that is too long, with the sign of that at its end. */
  public static String cut(String text, int width, String sign) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder beginning = new StringBuilder();
    int room = width - of(sign);
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      room -= of(character);
      if (room < 0) {
        break;
      }
      beginning.appendCodePoint(character);
      at += Character.charCount(character);
    }
    return beginning.append(sign).toString();
  }

  /** A text in lines of a width, which are full but for the last. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int room = width;
    for (int character : text.codePoints().toArray()) {
      int taken = of(character);
      if (taken > room && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
        room = width;
      }
      line.appendCodePoint(character);
      room -= taken;
    }
    lines.add(line.toString());
    return lines;
  }

  private static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    String text = Character.toString(character);
    return WIDE.matcher(text).matches() ? 2 : NO_WIDTH.matcher(text).matches() ? 0 : 1;
  }
}
