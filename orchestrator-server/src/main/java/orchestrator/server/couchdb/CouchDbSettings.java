package orchestrator.server.couchdb;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import orchestrator.server.config.Durations;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingValues;

/** Declares the settings of an engine on a CouchDB. */
final class CouchDbSettings {
  static final Setting<URI> COUCHDB_URL =
      Setting.of(
          "couchdb-url",
          "URL",
          "http://127.0.0.1:5984",
          "where CouchDB is, in the couchdb mode",
          CouchDbUrl::parse);
  static final Setting<String> COUCHDB_USER =
      Setting.optional(
          "couchdb-user",
          "NAME",
          "as whom the server calls CouchDB; it must be allowed to create databases",
          CouchDbSettings::user);
  static final Setting<String> COUCHDB_PASSWORD =
      Setting.optional(
          "couchdb-password",
          "TEXT",
          "that user's password; a flag shows in the machine's list of processes",
          Function.identity());
  static final Setting<Path> COUCHDB_PASSWORD_FILE =
      Setting.optional(
          "couchdb-password-file",
          "FILE",
          "file that holds that password instead; a line end at its end does not count",
          SettingValues::path);
  static final Setting<String> COUCHDB_PREFIX =
      Setting.of(
          "couchdb-prefix",
          "TEXT",
          "orchestrator",
          "what the names of the databases start with; servers with another prefix have other data",
          CouchDbSettings::prefix);
  static final Setting<Path> COUCHDB_CA =
      Setting.optional(
          "couchdb-ca",
          "FILE",
          "PEM file of the CAs that are trusted for CouchDB over https, instead of the JDK's",
          SettingValues::path);
  static final Setting<Duration> COUCHDB_TIMEOUT =
      Setting.of(
          "couchdb-timeout",
          "DURATION",
          "10s",
          "how long a write waits for CouchDB's word before it is answered UNAVAILABLE",
          Durations::waiting);
  static final Setting<Duration> LEADER_TIMEOUT =
      Setting.of(
          "leader-timeout",
          "DURATION",
          "3s",
          "how long the leader of several servers on one CouchDB may show no life before another"
              + " takes its place",
          Durations::waiting);
  static final Setting<Boolean> READ_FROM_STANDBY =
      Setting.toggle(
          "read-from-standby",
          false,
          "answer reads while another server leads; they may be a little behind");

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      List.of(
          COUCHDB_URL,
          COUCHDB_USER,
          COUCHDB_PASSWORD,
          COUCHDB_PASSWORD_FILE,
          COUCHDB_PREFIX,
          COUCHDB_CA,
          COUCHDB_TIMEOUT,
          LEADER_TIMEOUT,
          READ_FROM_STANDBY);

  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]+");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  private CouchDbSettings() {}

  private static String user(String text) {
    return SettingValues.matching(USER, text, "must be a name without a colon");
  }

  /** What CouchDB takes at the start of a database's name, and file systems take unescaped. */
  private static String prefix(String text) {
    return SettingValues.matching(
        PREFIX, text, "must be 1 to 40 of a-z, 0-9, _ and -, of which the first is a letter");
  }
}
