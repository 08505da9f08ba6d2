package orchestrator.server.storage;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All channels' stores in a data folder. */
public final class EmbeddedStorage implements AutoCloseable {
  private final DataFolder folder;
  private final Map<String, Store> stores;

  private EmbeddedStorage(DataFolder folder, Map<String, Store> stores) {
    this.folder = folder;
    this.stores = stores;
  }

  /**
   * Opens the stores of some channels; what is missing is made.
   *
   * @throws StorageException with a sentence for the operator
   */
  public static EmbeddedStorage open(Path path, Collection<String> channels) {
    EmbeddedStorage storage = new EmbeddedStorage(DataFolder.open(path), new TreeMap<>());
    try {
      for (String channel : channels) {
        storage.stores.put(channel, storage.store(channel));
      }
      return storage;
    } catch (StorageException e) {
      storage.close();
      throw e;
    }
  }

  private Store store(String channel) {
    try {
      return RocksStore.open(folder.channel(channel));
    } catch (StorageException e) {
      throw new StorageException("channel " + channel + " cannot be served: " + e.getMessage(), e);
    }
  }

  /** The store of each channel. */
  public Map<String, Store> stores() {
    return Collections.unmodifiableMap(stores);
  }

  @Override
  public void close() {
    stores.values().forEach(Store::close);
    folder.close();
  }
}
