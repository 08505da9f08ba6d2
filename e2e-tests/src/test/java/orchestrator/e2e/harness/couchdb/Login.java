package orchestrator.e2e.harness.couchdb;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Names an administrator of a CouchDB.
 *
 * @param user name
 * @param password password, in the clear
 */
public record Login(String user, String password) {

  /** The user info of a URL, which must have it. */
  static Login of(URI url) {
    String info = url.getUserInfo() == null ? "" : url.getUserInfo();
    int colon = info.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "COUCHDB_URL needs the login of an administrator: http://USER:PASSWORD@HOST:PORT");
    }
    return new Login(info.substring(0, colon), info.substring(colon + 1));
  }

  /** As the header {@code Authorization} carries it. */
  String header() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
