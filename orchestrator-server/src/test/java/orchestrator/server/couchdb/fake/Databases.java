package orchestrator.server.couchdb.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The databases by name. */
final class Databases {
  private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9_$()+/-]*");

  private final FakeCouchSettings settings;
  private final Map<String, Database> byName = new HashMap<>();

  Databases(FakeCouchSettings settings) {
    this.settings = settings;
  }

  void create(String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw CouchError.illegalDatabaseName(name);
    }
    if (byName.containsKey(name)) {
      throw CouchError.databaseExists();
    }
    byName.put(name, new Database(settings));
  }

  Database get(String name) {
    return Optional.ofNullable(byName.get(name)).orElseThrow(Databases::noDatabase);
  }

  void delete(String name) {
    if (byName.remove(name) == null) {
      throw noDatabase();
    }
  }

  private static CouchError noDatabase() {
    return CouchError.notFound("Database does not exist.");
  }
}
