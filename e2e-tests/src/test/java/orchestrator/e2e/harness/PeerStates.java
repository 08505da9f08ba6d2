package orchestrator.e2e.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.e2e.harness.couchdb.CouchDb;

/**
 * Prepares what the peers of a real Fabric keep their state in: LevelDB, or a CouchDB for each of
 * them.
 */
final class PeerStates implements AutoCloseable {
  private final List<CouchDb> couchDbs = new ArrayList<>();

  private PeerStates() {}

  /** What {@code -Dstate} names: {@code leveldb}, the default, or {@code couchdb}. */
  static PeerStates ofThisRun(int peers) throws IOException, InterruptedException {
    String name = System.getProperty("state", "leveldb");
    PeerStates states = new PeerStates();
    switch (name) {
      case "leveldb" -> {}
      case "couchdb" -> states.start(peers);
      default -> throw new IllegalArgumentException("-Dstate: peers have no state named " + name);
    }
    return states;
  }

  private void start(int peers) throws IOException, InterruptedException {
    try {
      for (int i = 0; i < peers; i++) {
        couchDbs.add(CouchDb.byCommand());
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** What {@code network.sh} has to know. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < couchDbs.size(); i++) {
      CouchDb couchDb = couchDbs.get(i);
      environment.put("STATE_DB", "CouchDB");
      environment.put("COUCHDB_" + (i + 1), couchDb.url().getAuthority());
      environment.put("COUCHDB_USER", couchDb.login().user());
      environment.put("COUCHDB_PASSWORD", couchDb.login().password());
    }
    return environment;
  }

  /** With time for a CouchDB, in which a peer that commits a large call answers nobody. */
  ServerSettings withPatience(ServerSettings settings) {
    return isCouchDb()
        ? settings.withFlags("--fabric-evaluate-timeout", "1m", "--fabric-endorse-timeout", "2m")
        : settings;
  }

  /** Whether there is a CouchDB for each peer. */
  boolean isCouchDb() {
    return !couchDbs.isEmpty();
  }

  /** Kills the CouchDB of the first peer. */
  void kill() {
    couchDbs.get(0).kill();
  }

  /** After {@link #kill}: it answers again, with what it has stored. */
  void revive() throws IOException, InterruptedException {
    couchDbs.get(0).revive();
  }

  @Override
  public void close() throws IOException {
    for (CouchDb couchDb : couchDbs) {
      couchDb.close();
    }
  }
}
