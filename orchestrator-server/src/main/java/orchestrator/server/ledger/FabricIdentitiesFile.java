package orchestrator.server.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.YamlFile;
import org.jspecify.annotations.Nullable;

/** Reads the file of the identities: for each MSP id, as whom to sign and which peer to call. */
final class FabricIdentitiesFile {
  private static final String FORM =
      "it must have the form MyOrg1MSP: {certificate: FILE, key: FILE, endpoint: HOST:PORT,"
          + " tls_ca: FILE}";

  /** Declares the form of the file. */
  static final class Form extends TreeMap<String, @Nullable Fields> {}

  /** Holds what the file says of one organization. */
  record Fields(
      @Nullable String certificate,
      @Nullable String key,
      @Nullable String endpoint,
      @JsonProperty("tls_ca") @Nullable String tlsCa,
      @Nullable String authority) {}

  private final SettingFile file;

  private FabricIdentitiesFile(SettingFile file) {
    this.file = file;
  }

  /** Reads the whole file; nothing in it may be unknown, doubled or empty. */
  static SortedMap<String, FabricIdentity> read(SettingFile file) {
    return new FabricIdentitiesFile(file).identities();
  }

  private SortedMap<String, FabricIdentity> identities() {
    Form read = YamlFile.read(file, Form.class, FabricIdentitiesFile::fault);
    if (read.isEmpty()) {
      throw file.wrong(FORM);
    }
    SortedMap<String, FabricIdentity> identities = new TreeMap<>();
    read.forEach((mspId, fields) -> identities.put(mspId, identity(mspId, fields)));
    return identities;
  }

  private static String fault(YamlFile.Place place) {
    if (place.depth() == 0) {
      return FORM;
    }
    Object mspId = place.path().get(0);
    if (place.depth() == 1) {
      return place.isKey() ? "\"" + mspId + "\" must be a text" : noFields(mspId);
    }
    Object field = place.path().get(1);
    return place.isKey()
        ? "\"" + mspId + "\" has an unknown key \"" + field + "\""
        : noText(mspId, field);
  }

  private static String noFields(Object mspId) {
    return "\"" + mspId + "\" must have certificate, key, endpoint and tls_ca";
  }

  private static String noText(Object mspId, Object field) {
    return field + " of \"" + mspId + "\" must be a text";
  }

  private FabricIdentity identity(String mspId, @Nullable Fields fields) {
    if (fields == null) {
      throw file.wrong(noFields(mspId));
    }
    return new FabricIdentity(
        mspId,
        file(mspId, "certificate", fields.certificate()),
        file(mspId, "key", fields.key()),
        endpoint(mspId, fields.endpoint()),
        file(mspId, "tls_ca", fields.tlsCa()),
        text(mspId, "authority", fields.authority()));
  }

  private Endpoint endpoint(String mspId, @Nullable String given) {
    try {
      Endpoint endpoint = Endpoint.parse(required(mspId, "endpoint", given));
      if (endpoint.port() == 0) {
        throw new IllegalArgumentException("must be HOST:PORT");
      }
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw file.wrong("endpoint of \"" + mspId + "\" " + e.getMessage());
    }
  }

  private SettingFile file(String mspId, String field, @Nullable String given) {
    try {
      Path path = file.path().resolveSibling(required(mspId, field, given));
      return SettingFile.file(file.key() + " " + file.path() + ": " + field + " of " + mspId, path);
    } catch (InvalidPathException e) {
      throw file.wrong(field + " of \"" + mspId + "\" must be a path");
    }
  }

  private String required(String mspId, String field, @Nullable String given) {
    return text(mspId, field, given)
        .orElseThrow(() -> file.wrong("\"" + mspId + "\" has no " + field));
  }

  private Optional<String> text(String mspId, String field, @Nullable String given) {
    if (given != null && given.isBlank()) {
      throw file.wrong(noText(mspId, field));
    }
    return Optional.ofNullable(given);
  }
}
