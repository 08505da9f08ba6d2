package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** File names for any texts: two texts never share one, not even where case does not count. */
final class FileNames {
  private FileNames() {}

  /** Lower-case letters, digits, '-' and '_' stay; every other byte of UTF-8 becomes %xx. */
  static String of(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return name.toString();
  }
}
