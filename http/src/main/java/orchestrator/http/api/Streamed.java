package orchestrator.http.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Answers with a body that is made part after part, as fast as the peer takes it, so that it may be
 * of any length. A peer that stalls holds no thread and about one part in memory.
 */
public final class Streamed {
  private static final int PART = 64 << 10;

  /** How long a whole answer may take. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Makes a body. */
  public interface Parts {
    /** Writes the next part; false when there is none. */
    boolean writeNext() throws IOException;
  }

  /** Begins a body that is written to a stream. */
  public interface Source {
    Parts begin(ByteArrayOutputStream out) throws IOException;
  }

  private final HttpResponseWriter response = HttpResponse.streaming();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final Parts parts;
  private final Executor executor;

  private Streamed(Source source, Executor executor) throws IOException {
    parts = source.begin(buffer);
    this.executor = executor;
  }

  /**
   * The answer. The body is begun before anything is sent, so that what fails then can still be
   * told.
   */
  public static HttpResponse of(
      ServiceRequestContext context, ResponseHeaders headers, Source source) throws IOException {
    context.setRequestTimeout(LONGEST);
    Streamed streamed = new Streamed(source, context.blockingTaskExecutor());
    streamed.response.write(headers);
    streamed.executor.execute(streamed::next);
    return streamed.response;
  }

  private void next() {
    try {
      boolean more = true;
      while (more && buffer.size() < PART) {
        more = parts.writeNext();
      }
      if (buffer.size() > 0 && !response.tryWrite(HttpData.wrap(buffer.toByteArray()))) {
        return;
      }
      buffer.reset();
      if (more) {
        var unused = response.whenConsumed().thenRunAsync(this::next, executor);
      } else {
        response.close();
      }
    } catch (IOException | RuntimeException e) {
      response.close(e);
    }
  }
}
