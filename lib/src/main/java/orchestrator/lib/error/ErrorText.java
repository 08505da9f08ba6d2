package orchestrator.lib.error;

/**
 * Bounds an error's text by its size on the wire.
 *
 * <p>gRPC sends it percent-encoded in a header, where a character takes up to twelve bytes; peers
 * accept 8 KiB of headers in all, and a caller whose peer refuses them sees no status.
 */
public final class ErrorText {
  /** How many encoded bytes an error's text should have at most; leaves room for other headers. */
  public static final int BYTES = 4096;

  private static final String MARK = "…";

  private ErrorText() {}

  /** How many bytes the text has once it is encoded. */
  public static int size(String text) {
    return text.codePoints().map(ErrorText::size).sum();
  }

  /**
   * The text where it fits, else as much of its beginning as does, and a mark that it was cut.
   *
   * @param bytes how many encoded bytes the result has at most; at least 9, those of the mark
   */
  public static String fitting(String text, int bytes) {
    if (size(text) <= bytes) {
      return text;
    }
    int room = bytes - size(MARK);
    int end = 0;
    while (true) {
      int next = text.codePointAt(end);
      room -= size(next);
      if (room < 0) {
        return text.substring(0, end) + MARK;
      }
      end += Character.charCount(next);
    }
  }

  private static int size(int codePoint) {
    // The tilde too, which gRPC for Java escapes and others do not.
    if (codePoint >= ' ' && codePoint < '~' && codePoint != '%') {
      return 1;
    }
    int utf8 = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    return 3 * utf8;
  }
}
