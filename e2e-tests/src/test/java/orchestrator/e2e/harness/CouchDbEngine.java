package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import orchestrator.e2e.harness.couchdb.CouchDb;
import orchestrator.e2e.harness.couchdb.Databases;

/** Databases of a CouchDB, with a prefix that nobody else uses. */
public final class CouchDbEngine implements Engine {
  private final CouchDb couchDb;
  private final String prefix = "e2e-" + UUID.randomUUID().toString().substring(0, 13);

  private CouchDbEngine(CouchDb couchDb) {
    this.couchDb = couchDb;
  }

  /** On a CouchDB that is closed with this. */
  public static CouchDbEngine on(CouchDb couchDb) {
    return new CouchDbEngine(couchDb);
  }

  /** What the names of the databases begin with. */
  public String prefix() {
    return prefix;
  }

  /** The CouchDB. */
  public CouchDb couchDb() {
    return couchDb;
  }

  @Override
  public ServerSettings settings(Path data) {
    return ServerSettings.on(data)
        .withFlags("--mode", "couchdb", "--couchdb-prefix", prefix)
        .withFlags("--couchdb-url", couchDb.url().toString())
        .withFlags("--couchdb-user", couchDb.login().user())
        .withVariable("ORCHESTRATOR_COUCHDB_PASSWORD", couchDb.login().password());
  }

  @Override
  public ServerSettings hastySettings(Path data) {
    return settings(data).withFlags("--couchdb-timeout", "2s", "--leader-timeout", "1s");
  }

  @Override
  public List<Victim> victims() {
    return List.of(Victim.SERVER, Victim.STORAGE, Victim.BOTH);
  }

  @Override
  public void kill() {
    couchDb.kill();
  }

  @Override
  public void revive() throws IOException, InterruptedException {
    couchDb.revive();
  }

  @Override
  public void close() throws IOException {
    try (couchDb) {
      Databases databases = Databases.of(couchDb);
      for (String name : databases.named(prefix)) {
        databases.delete(name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the databases stay", e);
    }
  }
}
