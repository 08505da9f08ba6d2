package orchestrator.server.storage;

import io.grpc.Status;
import orchestrator.lib.error.CallException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a storage cannot be read or written. The message is for the log: callers get none of
 * it.
 */
public class StorageException extends CallException {
  private static final long serialVersionUID = 1L;

  /** A fault with what was being done and the storage's own error. */
  public StorageException(String message, @Nullable Throwable cause) {
    super(Status.Code.UNAVAILABLE, message, cause);
  }

  /** A fault that has no other cause. */
  public StorageException(String message) {
    this(message, null);
  }

  @Override
  public String description() {
    return "the storage cannot do this now";
  }

  @Override
  public boolean isFault() {
    return true;
  }
}
