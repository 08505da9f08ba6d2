package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document's revision, {@code 1-967a00dff5e02add41819138abb3284d}.
 *
 * @param generation how many revisions there were up to this one; 0 of {@code _local} documents
 * @param hash names this one among those of the same generation
 */
record Revision(long generation, String hash) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([0-9a-f]+)");

  static Revision parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CouchError.badRequest("Invalid rev format");
    }
    return new Revision(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  /** The revision that such a change makes; the same change of the same revision makes the same. */
  static Revision after(Optional<Revision> parent, boolean deleted, ObjectNode body) {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
    md5.update((parent + " " + deleted).getBytes(UTF_8));
    String hash = HexFormat.of().formatHex(md5.digest(Json.bytes(body)));
    return new Revision(1 + parent.map(Revision::generation).orElse(0L), hash);
  }

  @Override
  public String toString() {
    return generation + "-" + hash;
  }
}
