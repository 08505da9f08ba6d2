package orchestrator.demo.screen;

import java.nio.charset.Charset;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds the signs that pictures of text are made of.
 *
 * @param full a filled part of a bar
 * @param empty an unfilled part of a bar
 * @param heights signs of growing height
 * @param dot between parts of a line
 * @param rule a horizontal line
 */
public record Glyphs(String full, String empty, String heights, String dot, String rule) {
  private static final Glyphs BLOCKS = new Glyphs("█", "░", "▁▂▃▄▅▆▇█", "·", "─");
  private static final Glyphs ASCII = new Glyphs("#", ".", "_.-~=^*#", "-", "-");

  /** The best signs that standard output can show. */
  public static Glyphs ofStandardOutput() {
    // Newer Java tells the charset of standard output; 17 does so for a terminal only.
    return of(
        Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
            .map(System::getProperty)
            .filter(Objects::nonNull)
            .findFirst()
            .map(Charset::forName)
            .orElseGet(Charset::defaultCharset));
  }

  /** The best signs that a charset has. */
  static Glyphs of(Charset charset) {
    return charset.newEncoder().canEncode(BLOCKS.full + BLOCKS.heights) ? BLOCKS : ASCII;
  }

  /** A bar of some width, filled to a share of 0 to 1. */
  String bar(double share, int width) {
    int filled = (int) Math.round(share * width);
    return full.repeat(filled) + empty.repeat(width - filled);
  }

  /** The sign for a value within a range. */
  char height(double value, double from, double to) {
    int last = heights.length() - 1;
    double share = to > from ? (value - from) / (to - from) : 1;
    return heights.charAt((int) Math.round(Math.max(0, Math.min(1, share)) * last));
  }
}
