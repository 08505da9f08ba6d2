package orchestrator.cli.text;

/**
 * Holds the signs that pictures of text are made of.
 *
 * @param full a filled part of a bar
 * @param empty an unfilled part of a bar
 * @param heights signs of growing height
 * @param cut the end of a text that was cut
 */
public record Signs(String full, String empty, String heights, String cut) {
  static final Signs BLOCKS = new Signs("█", "░", "▁▂▃▄▅▆▇█", "…");
  static final Signs ASCII = new Signs("#", ".", "_.-~=^*#", "~");

  /** A bar of some width, filled to a share of 0 to 1; what is not empty has at least one part. */
  public String bar(long part, long whole, int width) {
    if (whole == 0) {
      return empty.repeat(width);
    }
    int filled = (int) Math.min(width, Math.round((double) part / whole * width));
    filled = part > 0 ? Math.max(1, filled) : filled;
    filled = part < whole ? Math.min(filled, width - 1) : filled;
    return full.repeat(Math.max(0, filled)) + empty.repeat(width - Math.max(0, filled));
  }

  /** The sign for a value between 0 and the greatest. */
  public char height(double value, double greatest) {
    double share = greatest > 0 ? value / greatest : 0;
    return heights.charAt((int) Math.round(Math.min(1, share) * (heights.length() - 1)));
  }
}
