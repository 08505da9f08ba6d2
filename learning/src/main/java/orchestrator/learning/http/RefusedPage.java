package orchestrator.learning.http;

import com.linecorp.armeria.common.HttpStatus;

/** Refuses a request with a page, where the original does not answer JSON. */
final class RefusedPage extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient HttpStatus status;

  /** Says why in one sentence. */
  RefusedPage(HttpStatus status, String sentence) {
    // It is an answer, not a fault: nobody reads where it was made.
    super(sentence, null, false, false);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
