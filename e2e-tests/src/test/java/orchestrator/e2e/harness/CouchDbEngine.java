package orchestrator.e2e.harness;

import com.google.common.collect.MoreCollectors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import orchestrator.e2e.harness.couchdb.CouchDb;
import orchestrator.e2e.harness.couchdb.Databases;

/** Runs servers on databases of a CouchDB, with a prefix that nobody else uses. */
public final class CouchDbEngine implements Engine {
  private final CouchDb couchDb;
  private final Databases databases;
  private final String prefix = "e2e-" + UUID.randomUUID().toString().substring(0, 13);

  private boolean killed;

  private CouchDbEngine(CouchDb couchDb) {
    this.couchDb = couchDb;
    this.databases = Databases.of(couchDb);
  }

  /** On a CouchDB that is closed with this. */
  public static CouchDbEngine on(CouchDb couchDb) {
    return new CouchDbEngine(couchDb);
  }

  @Override
  public ServerSettings settings(Path data) {
    return settings(data, url());
  }

  /** Settings of a server that reaches the CouchDB by another URL. */
  public ServerSettings settings(Path data, URI url) {
    return ServerSettings.on(data)
        .withFlags("--mode", "couchdb", "--couchdb-prefix", prefix)
        .withFlags("--couchdb-url", url.toString())
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

  /** Where the CouchDB answers, without a login. */
  public URI url() {
    return couchDb.url();
  }

  /** The database of a channel that a server has served. */
  public String database(String channel) throws IOException, InterruptedException {
    return databases.named(prefix).stream()
        .filter(name -> name.endsWith(channel))
        .collect(MoreCollectors.onlyElement());
  }

  /** All databases of the CouchDB. */
  public Databases databases() {
    return databases;
  }

  @Override
  public void kill() {
    killed = true;
    couchDb.kill();
  }

  @Override
  public void revive() throws IOException, InterruptedException {
    couchDb.revive();
    killed = false;
  }

  @Override
  public void close() throws IOException {
    try (couchDb) {
      if (killed) {
        revive();
      }
      for (String name : databases.named(prefix)) {
        databases.delete(name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the databases stay", e);
    }
  }
}
