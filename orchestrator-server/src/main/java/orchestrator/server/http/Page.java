package orchestrator.server.http;

/**
 * Holds an answer of the operator's pages.
 *
 * @param status HTTP status
 * @param contentType with its character set
 * @param body whole
 */
public record Page(int status, String contentType, String body) {
  static Page text(int status, String text) {
    return new Page(status, "text/plain; charset=utf-8", text + "\n");
  }
}
