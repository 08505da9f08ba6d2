package orchestrator.server.http;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param contentType with its character set
 * @param body whole
 */
record Page(int status, String contentType, String body) {
  static Page text(int status, String text) {
    return new Page(status, "text/plain; charset=utf-8", text + "\n");
  }
}
