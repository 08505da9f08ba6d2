package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a database's changes: how many changes of each of its two shards lie before it. As in
 * CouchDB it is told as a text that means something to the database alone.
 */
record Sequence(long first, long second) {
  static final Sequence START = new Sequence(0, 0);

  private static final Pattern TEXT = Pattern.compile("\\d+-([A-Za-z0-9_-]+)");
  private static final Pattern PLACES = Pattern.compile("(\\d{1,18}),(\\d{1,18})");

  static Sequence parse(String text) {
    if (text.equals("0")) {
      return START;
    }
    Matcher outer = TEXT.matcher(text);
    if (outer.matches()) {
      Matcher inner = PLACES.matcher(decoded(outer.group(1)));
      if (inner.matches()) {
        return new Sequence(Long.parseLong(inner.group(1)), Long.parseLong(inner.group(2)));
      }
    }
    throw CouchError.badRequest("Malformed sequence supplied in 'since' parameter.");
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    byte[] places = (first + "," + second).getBytes(UTF_8);
    return first + second + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(places);
  }
}
