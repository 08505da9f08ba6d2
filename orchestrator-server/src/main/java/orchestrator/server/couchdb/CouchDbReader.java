package orchestrator.server.couchdb;

import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_CA;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_PASSWORD;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_PASSWORD_FILE;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_PREFIX;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_TIMEOUT;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_URL;
import static orchestrator.server.couchdb.CouchDbSettings.COUCHDB_USER;
import static orchestrator.server.couchdb.CouchDbSettings.LEADER_TIMEOUT;
import static orchestrator.server.couchdb.CouchDbSettings.READ_FROM_STANDBY;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;

/** Reads the settings of CouchDB, which depend on one another. No message tells a password. */
final class CouchDbReader {
  private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

  private final SettingSource source;

  private CouchDbReader(SettingSource source) {
    this.source = source;
  }

  static CouchDb read(SettingSource source) {
    return new CouchDbReader(source).couchDb();
  }

  private CouchDb couchDb() {
    URI url = source.get(COUCHDB_URL);
    return new CouchDb(
        url,
        login(),
        source.get(COUCHDB_PREFIX),
        ca(url),
        source.get(COUCHDB_TIMEOUT),
        source.get(LEADER_TIMEOUT),
        source.get(READ_FROM_STANDBY),
        source
            .find(COUCHDB_PASSWORD_FILE)
            .map(path -> new SettingFile(source.key(COUCHDB_PASSWORD_FILE), path)));
  }

  private Optional<CouchDb.Login> login() {
    Optional<String> user = source.find(COUCHDB_USER);
    Optional<String> password = password();
    if (user.isPresent() && password.isEmpty()) {
      throw new SettingsException(
          needs(COUCHDB_USER, COUCHDB_PASSWORD) + " or " + COUCHDB_PASSWORD_FILE.flag());
    }
    if (password.isPresent() && user.isEmpty()) {
      Setting<?> setting = source.has(COUCHDB_PASSWORD) ? COUCHDB_PASSWORD : COUCHDB_PASSWORD_FILE;
      throw new SettingsException(needs(setting, COUCHDB_USER));
    }
    return user.flatMap(name -> password.map(secret -> new CouchDb.Login(name, secret)));
  }

  private Optional<String> password() {
    if (source.has(COUCHDB_PASSWORD) && source.has(COUCHDB_PASSWORD_FILE)) {
      throw new SettingsException(
          source.key(COUCHDB_PASSWORD)
              + " and "
              + source.key(COUCHDB_PASSWORD_FILE)
              + " exclude one another");
    }
    return source
        .find(COUCHDB_PASSWORD)
        .or(() -> file(COUCHDB_PASSWORD_FILE).map(CouchDbReader::content));
  }

  /** The text of a file without the line end that editors put there. */
  private static String content(SettingFile file) {
    try {
      String text = LINE_END.matcher(Files.readString(file.path())).replaceFirst("");
      if (text.isEmpty()) {
        throw file.wrong("it is empty");
      }
      return text;
    } catch (IOException e) {
      throw file.wrong("it cannot be read as UTF-8 text");
    }
  }

  private Optional<Path> ca(URI url) {
    if (source.has(COUCHDB_CA) && !url.getScheme().equals("https")) {
      throw new SettingsException(needs(COUCHDB_CA, COUCHDB_URL) + " to be https");
    }
    return file(COUCHDB_CA).map(SettingFile::path);
  }

  private Optional<SettingFile> file(Setting<Path> setting) {
    return source.find(setting).map(path -> SettingFile.file(source.key(setting), path));
  }

  private String needs(Setting<?> setting, Setting<?> other) {
    return source.key(setting) + " needs " + other.flag();
  }
}
