package orchestrator.server.couchdb;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orchestrator.server.reload.Reloads;
import orchestrator.server.storage.DataFolder;
import orchestrator.server.storage.RocksMemory;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import orchestrator.server.storage.Stores;
import orchestrator.server.tls.CertificateEnds;

/** Holds all channels' stores in a CouchDB, with their replicas in a data folder. */
public final class CouchStorage implements Stores {
  /**
   * An asset or event at most: as a document it may have twice as many bytes, and CouchDB takes 8
   * MB.
   */
  public static final int MOST_ASSET_BYTES = 3 << 20;

  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(10);

  /** After which a CouchDB that says nothing is not waited for at the end. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final DataFolder folder;
  private final RocksMemory memory;
  private final CouchServer server;
  private final Map<String, CouchStore> stores = new TreeMap<>();

  private CouchStorage(DataFolder folder, RocksMemory memory, CouchServer server) {
    this.folder = folder;
    this.memory = memory;
    this.server = server;
  }

  /**
   * Opens the stores of some channels; databases that are missing are made. When CouchDB does not
   * answer for one of them, the stores wait for it, and this returns.
   *
   * @throws StorageException with a sentence for the operator, if CouchDB refuses
   */
  public static CouchStorage open(CouchDb settings, Path data, Collection<String> channels) {
    DataFolder folder = DataFolder.open(data);
    CouchStorage storage;
    try {
      storage = new CouchStorage(folder, new RocksMemory(folder), new CouchServer(settings));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
    try {
      String process = UUID.randomUUID().toString();
      boolean answers = true;
      for (String channel : channels) {
        CouchStore store = storage.store(channel, settings, process);
        storage.stores.put(channel, store);
        // One that is silent may cost the whole timeout: once is enough.
        answers = answers && store.ask();
        store.start();
      }
      if (answers) {
        storage.awaitRoles();
      }
      return storage;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** What CouchDB can tell at once is there when the server says that it serves. */
  private void awaitRoles() {
    long deadline = System.nanoTime() + AT_ONCE.toNanos();
    while (!stores.values().stream().allMatch(CouchStore::hasRole)
        && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private CouchStore store(String channel, CouchDb settings, String process) {
    CouchDatabase database = new CouchDatabase(server, DatabaseName.of(settings.prefix(), channel));
    LocalReplica replica =
        LocalReplica.open(channel, folder.replica(channel), memory, folder.watch());
    return new CouchStore(channel, database, settings, folder.id(), process, replica);
  }

  /** The folder of the replicas. */
  public DataFolder folder() {
    return folder;
  }

  @Override
  public Map<String, Store> all() {
    return Collections.unmodifiableMap(stores);
  }

  /**
   * Takes up the password and the CAs of CouchDB when their files change.
   *
   * @param settings with those files
   * @param again reads the settings again
   */
  public void follow(
      CouchDb settings, Supplier<CouchDb> again, Reloads reloads, CertificateEnds ends) {
    settings
        .passwordFile()
        .ifPresent(
            file ->
                server.use(
                    reloads.watch(file.toString(), () -> again.get().login(), server::use).get()));
    settings
        .ca()
        .ifPresent(
            file -> {
              Consumer<List<X509Certificate>> use =
                  cas -> {
                    server.trust(cas);
                    ends.tell("couchdb_ca", "--couchdb-ca " + file, Map.of("", cas));
                  };
              use.accept(
                  reloads
                      .watch("--couchdb-ca " + file, () -> TrustedAuthorities.of(file), use)
                      .get());
            });
  }

  /** Whether this server writes the channel, and does not stand by. */
  public boolean leads(String channel) {
    return stores.get(channel).isLeader();
  }

  /** How many of the channel's committed groups are not documents of their own yet. */
  public int foldLag(String channel) {
    return stores.get(channel).foldLag();
  }

  /** Closes the stores at the same time, and waits for CouchDB as long as it answers. */
  @Override
  public void close() {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> closings = new ArrayList<>();
    for (CouchStore store : stores.values()) {
      closings.add(threads.submit(store::close));
    }
    threads.shutdown();
    while (!closings.stream().allMatch(Future::isDone)
        && server.silence().compareTo(PATIENCE) < 0) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    stores.values().forEach(CouchStore::hurry);
    List<AutoCloseable> all = new ArrayList<>();
    // First, so that nobody waits for an answer any more.
    all.add(server);
    closings.forEach(closing -> all.add(closing::get));
    all.add(memory);
    all.add(folder);
    Stores.close(all);
  }
}
