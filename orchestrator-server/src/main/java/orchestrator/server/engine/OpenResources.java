package orchestrator.server.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, in the reverse order; one that fails does not keep the others. */
public final class OpenResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenResources.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Notes something that was opened, and gives it back. */
  public synchronized <T extends AutoCloseable> T opened(T what) {
    opened.push(what);
    return what;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.error("{} could not be closed", next.getClass().getSimpleName(), e);
      }
    }
  }
}
