package orchestrator.http.api;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of what is read from and written to slow peers: large requests while they
 * arrive, and large answers until they are sent.
 */
final class ByteBudget {
  /** So much a request has in any case. */
  static final int SMALL = 64 << 10;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  ByteBudget(long most) {
    this.most = most;
  }

  /**
   * Takes bytes until the request is done with.
   *
   * @throws ProblemException when there is no room now
   */
  void take(ServiceRequestContext context, long bytes) {
    if (bytes <= SMALL) {
      return;
    }
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      throw new ProblemException(
          bytes > most
              ? Problem.of(
                  HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                  "this server has no memory for " + bytes + " bytes at once")
              : Problem.tooMany("too many large requests and answers are under way", 1));
    }
    var unused = context.log().whenComplete().thenAccept(done -> taken.addAndGet(-bytes));
  }
}
