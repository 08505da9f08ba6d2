package orchestrator.server.ledger;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.YamlFile;
import org.jspecify.annotations.Nullable;

/** The file of the identities: for each MSP id, as whom to sign and which peer to call. */
final class FabricIdentitiesFile {
  private static final Set<String> KEYS =
      Set.of("certificate", "key", "endpoint", "tls_ca", "authority");

  private final SettingFile file;

  private FabricIdentitiesFile(SettingFile file) {
    this.file = file;
  }

  /** Reads the whole file; nothing in it may be unknown, doubled or empty. */
  static SortedMap<String, FabricIdentity> read(SettingFile file) {
    return new FabricIdentitiesFile(file).identities();
  }

  private SortedMap<String, FabricIdentity> identities() {
    if (!(YamlFile.document(file) instanceof Map<?, ?> root) || root.isEmpty()) {
      throw file.wrong(
          "it must have the form MyOrg1MSP: {certificate: FILE, key: FILE, endpoint: HOST:PORT,"
              + " tls_ca: FILE}");
    }
    SortedMap<String, FabricIdentity> identities = new TreeMap<>();
    root.forEach(
        (mspId, fields) -> {
          if (!(fields instanceof Map<?, ?> map)) {
            throw file.wrong("\"" + mspId + "\" must have certificate, key, endpoint and tls_ca");
          }
          String id = String.valueOf(mspId);
          identities.put(id, identity(id, map));
        });
    return identities;
  }

  private FabricIdentity identity(String mspId, Map<?, ?> fields) {
    fields.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !KEYS.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw file.wrong("\"" + mspId + "\" has an unknown key \"" + key + "\"");
            });
    return new FabricIdentity(
        mspId,
        file(mspId, fields, "certificate"),
        file(mspId, fields, "key"),
        endpoint(mspId, fields),
        file(mspId, fields, "tls_ca"),
        text(mspId, "authority", fields.get("authority")));
  }

  private Endpoint endpoint(String mspId, Map<?, ?> fields) {
    try {
      Endpoint endpoint = Endpoint.parse(required(mspId, fields, "endpoint"));
      if (endpoint.port() == 0) {
        throw new IllegalArgumentException("must be HOST:PORT");
      }
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw file.wrong("endpoint of \"" + mspId + "\" " + e.getMessage());
    }
  }

  private SettingFile file(String mspId, Map<?, ?> fields, String key) {
    try {
      Path path = file.path().resolveSibling(required(mspId, fields, key));
      return SettingFile.file(file.key() + " " + file.path() + ": " + key + " of " + mspId, path);
    } catch (InvalidPathException e) {
      throw file.wrong(key + " of \"" + mspId + "\" must be a path");
    }
  }

  private String required(String mspId, Map<?, ?> fields, String key) {
    return text(mspId, key, fields.get(key))
        .orElseThrow(() -> file.wrong("\"" + mspId + "\" has no " + key));
  }

  private Optional<String> text(String mspId, String key, @Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw file.wrong(key + " of \"" + mspId + "\" must be a text");
  }
}
