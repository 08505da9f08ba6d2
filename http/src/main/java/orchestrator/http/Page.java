package orchestrator.http;

/**
 * Holds a page that the door shows beside the API.
 *
 * @param status HTTP status
 * @param contentType with its character set
 * @param body whole
 */
public record Page(int status, String contentType, String body) {
  /**
   * Makes a page when it is asked for; may take a while.
   *
   * @see DoorSettings#pages
   */
  @FunctionalInterface
  public interface Source {
    /**
     * The page of now.
     *
     * @param accept the header {@code Accept}; empty when the reader takes anything
     */
    Page show(String accept);
  }
}
