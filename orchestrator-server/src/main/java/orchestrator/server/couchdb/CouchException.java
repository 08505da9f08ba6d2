package orchestrator.server.couchdb;

import orchestrator.server.storage.UnreachableException;

/**
 * Tells that CouchDB could not do what it was asked for. The message is a sentence for the
 * operator.
 */
final class CouchException extends UnreachableException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  private CouchException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  private CouchException(String message, Throwable cause) {
    super(message, cause);
    this.refused = false;
  }

  /** It has said that it did not do it, and will not until somebody changes something. */
  static CouchException refused(String message) {
    return new CouchException(message, true);
  }

  /** It is not known whether it did it; it may work later. */
  static CouchException unknown(String message) {
    return new CouchException(message, false);
  }

  /** As {@link #unknown(String)}, because of a failed connection. */
  static CouchException unknown(String message, Throwable cause) {
    return new CouchException(message, cause);
  }

  boolean isRefused() {
    return refused;
  }
}
