package orchestrator.server.couchdb;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.server.config.EngineSettings;
import orchestrator.server.config.SettingFile;

/**
 * Names the CouchDB that holds the state, and how long to wait for it.
 *
 * @param url scheme, host and maybe a port; no path, no user
 * @param login absent for a CouchDB that lets everybody in
 * @param prefix what the names of the databases start with
 * @param ca PEM file of the CAs that are trusted for {@code https}; absent for those of the JDK
 * @param timeout how long a write waits for CouchDB's word before it is answered UNAVAILABLE
 * @param leaderTimeout how long a leader may show no life before a standby takes its place
 * @param readFromStandby whether a server that does not lead answers reads
 * @param passwordFile from which the password was read; absent when it was given otherwise
 */
public record CouchDb(
    URI url,
    Optional<Login> login,
    String prefix,
    Optional<Path> ca,
    Duration timeout,
    Duration leaderTimeout,
    boolean readFromStandby,
    Optional<SettingFile> passwordFile)
    implements EngineSettings {

  @Override
  public String inWords(String data) {
    return " at " + url + ", prefix " + prefix + ", " + data;
  }

  /**
   * Says as whom the server calls CouchDB.
   *
   * @param user without a colon
   * @param password not to be told to anybody else
   */
  public record Login(String user, String password) {
    /** Names the user and hides the password. */
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }
}
