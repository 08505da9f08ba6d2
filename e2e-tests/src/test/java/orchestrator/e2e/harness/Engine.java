package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.couchdb.CouchDb;

/** Keeps the state of the servers of a test, one after the other or at the same time. */
public interface Engine extends AutoCloseable {

  /** A process that a kill can hit. */
  enum Victim {
    SERVER,
    STORAGE,
    BOTH
  }

  /** The usual settings of a server on this engine, with this folder for its own data. */
  ServerSettings settings(Path data);

  /** The same for a server that is killed often: it waits two seconds at most for its storage. */
  default ServerSettings hastySettings(Path data) {
    return settings(data);
  }

  /** Which processes there are to be killed. */
  default List<Victim> victims() {
    return List.of(Victim.SERVER);
  }

  /** Kills the storage's process; only where {@link #victims} names it. */
  default void kill() {
    throw new UnsupportedOperationException("the state is in the server's own folder");
  }

  /** After {@link #kill}: the storage is back with what it has stored. */
  default void revive() throws IOException, InterruptedException {
    throw new UnsupportedOperationException("the state is in the server's own folder");
  }

  /** Removes what the servers have stored; not their folders. They must have ended. */
  @Override
  void close() throws IOException;

  /**
   * A new one of the kind that {@code -Dengine} names: {@code embedded}, {@code memory}, {@code
   * couchdb}, {@code ledger}, {@code fabric}, or {@code http} for the embedded one.
   */
  static Engine ofThisRun() throws IOException, InterruptedException {
    return ofThisRun(
        List.of("MyOrg1MSP", "MyOrg2MSP"), List.of("mychannel", "yourchannel", "emptychannel"));
  }

  /**
   * The same, where the engine has to know who may come.
   *
   * @param organizations {@code MyOrg1MSP} and so on
   * @param channels all that a test may name
   */
  static Engine ofThisRun(List<String> organizations, List<String> channels)
      throws IOException, InterruptedException {
    String name = System.getProperty("engine", "embedded");
    return switch (name) {
      // Over HTTP, the embedded engine is called.
      case "embedded", "http" -> new EmbeddedEngine();
      case "memory" -> new MemoryEngine();
      case "couchdb" -> CouchDbEngine.on(CouchDb.ofThisRun());
      case "ledger" -> LedgerEngine.start(organizations, channels);
      case "fabric" -> FabricEngine.start(organizations.size(), channels);
      default -> throw new IllegalArgumentException("-Dengine: there is no engine named " + name);
    };
  }
}
