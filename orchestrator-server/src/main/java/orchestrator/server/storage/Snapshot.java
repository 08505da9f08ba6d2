package orchestrator.server.storage;

import orchestrator.lib.persistence.Reader;

/** Shows the state at one moment. */
public interface Snapshot extends Reader, AutoCloseable {
  @Override
  void close();
}
