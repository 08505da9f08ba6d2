package orchestrator.learning.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes a path apart. */
final class Segments {
  private Segments() {}

  /**
   * The parts between slashes, decoded; none for a path that ends with a slash, or has two in a
   * row, which leads nowhere.
   *
   * @param path as it was sent, without a query
   */
  static List<String> of(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty()) {
        return List.of();
      }
      // A plus is a plus in a path.
      segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return segments;
  }
}
