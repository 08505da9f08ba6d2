package orchestrator.http.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes parts of an address, in which a percent sign and two hexadecimal digits are a byte. */
final class PercentCode {
  private PercentCode() {}

  /**
   * The text of a part.
   *
   * @throws IllegalArgumentException that says in a clause what is wrong with it
   */
  static String decode(String part) {
    if (part.chars().allMatch(each -> each != '%' && each < 0x80)) {
      return part;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    int next = 0;
    while (next < part.length()) {
      char each = part.charAt(next);
      if (each >= 0x80) {
        throw new IllegalArgumentException("has characters that need percent signs");
      }
      bytes.write(each == '%' ? octet(part, next + 1) : each);
      next += each == '%' ? 3 : 1;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    }
  }

  private static int octet(String part, int start) {
    int high = start + 1 < part.length() ? Character.digit(part.charAt(start), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(part.charAt(start + 1), 16);
    if (low < 0) {
      throw new IllegalArgumentException("has a percent sign without two hexadecimal digits");
    }
    return high << 4 | low;
  }
}
