package orchestrator.http.api;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of what is read from and written to slow peers: large requests while they
 * arrive, and large answers until they are sent.
 */
public final class ByteBudget {
  /** So much a request has in any case. */
  static final int SMALL = 64 << 10;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /** One of so many bytes. */
  public ByteBudget(long most) {
    this.most = most;
  }

  /** Counts the bytes of a request, or of its answer, until the request is done with. */
  public Meter meter(ServiceRequestContext context) {
    Meter meter = new Meter();
    var unused = context.log().whenComplete().thenAccept(done -> meter.giveBack());
    return meter;
  }

  /** Counts the bytes of one request. */
  public final class Meter {
    private Meter() {}

    private long counted;
    private long held;

    /**
     * Takes more bytes.
     *
     * @throws ProblemException when there is no room now
     */
    public synchronized void take(long bytes) {
      long before = held;
      add(bytes);
      if (held > before && taken.get() > most) {
        throw new ProblemException(
            held > most
                ? Problem.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "this server has no memory for " + counted + " bytes at once")
                : Problem.tooMany("too many large requests and answers are under way", 1));
      }
    }

    /** Counts more bytes that are there in any case. */
    public synchronized void add(long bytes) {
      counted += bytes;
      long wanted = counted <= SMALL ? 0 : counted - held;
      held += wanted;
      taken.addAndGet(wanted);
    }

    private synchronized void giveBack() {
      taken.addAndGet(-held);
      held = 0;
    }
  }
}
