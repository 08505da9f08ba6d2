package orchestrator.server.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds all channels' stores in a data folder. */
public final class RocksStores implements Stores {
  private final DataFolder folder;
  private final RocksMemory memory;
  private final Map<String, Store> stores = new TreeMap<>();

  private RocksStores(DataFolder folder, RocksMemory memory) {
    this.folder = folder;
    this.memory = memory;
  }

  /**
   * Opens the stores of some channels; what is missing is made.
   *
   * @throws StorageException with a sentence for the operator
   */
  public static RocksStores open(Path path, Collection<String> channels) {
    RocksStores storage = locked(DataFolder.open(path));
    try {
      for (String channel : channels) {
        storage.stores.put(channel, storage.store(channel));
      }
      return storage;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static RocksStores locked(DataFolder folder) {
    try {
      return new RocksStores(folder, new RocksMemory(folder));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private Store store(String channel) {
    try {
      return RocksStore.open(folder.channel(channel), memory, folder.watch());
    } catch (StorageException e) {
      throw new StorageException("channel " + channel + " cannot be served: " + e.getMessage(), e);
    }
  }

  /** The folder that holds them. */
  public DataFolder folder() {
    return folder;
  }

  @Override
  public Map<String, Store> all() {
    return Collections.unmodifiableMap(stores);
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(stores.values());
    all.add(memory);
    all.add(folder);
    Stores.close(all);
  }
}
