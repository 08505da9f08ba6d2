package orchestrator.server.storage;

import java.util.Map;

/** The stores of all channels. */
public interface Stores extends AutoCloseable {
  /** The store of each channel. */
  Map<String, Store> all();

  /** Closes all, also when some of it fails. */
  @Override
  void close();
}
