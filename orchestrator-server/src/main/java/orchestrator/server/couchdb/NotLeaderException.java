package orchestrator.server.couchdb;

import orchestrator.server.storage.StorageException;

/** Tells that another server writes this channel; callers are told so. */
public final class NotLeaderException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** Always the same sentence, by which clients know to ask another server. */
  public NotLeaderException() {
    super("not the leader");
  }

  @Override
  public String description() {
    return getMessage();
  }

  @Override
  public boolean isFault() {
    return false;
  }
}
