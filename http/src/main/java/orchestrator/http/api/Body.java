package orchestrator.http.api;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads the body of a request, and counts each part when it comes.
 *
 * <p>{@code request.peekData(…).aggregate()} would collect all parts before it shows the first one.
 */
public final class Body implements Subscriber<HttpObject> {
  private final ByteBudget.Meter meter;
  private final List<byte[]> parts = new ArrayList<>();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private int length;

  private Body(ByteBudget.Meter meter) {
    this.meter = meter;
  }

  /**
   * The whole body; fails with a {@link ProblemException} as soon as the budget has no room, and
   * reads no further then.
   */
  public static CompletableFuture<byte[]> read(HttpRequest request, ByteBudget.Meter meter) {
    Body body = new Body(meter);
    request.subscribe(body);
    return body.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject part) {
    // Trailers say nothing here.
    if (!(part instanceof HttpData data) || whole.isDone()) {
      return;
    }
    try {
      meter.take(data.length());
    } catch (ProblemException e) {
      parts.clear();
      whole.completeExceptionally(e);
      requireNonNull(subscription).cancel();
      return;
    }
    parts.add(data.array());
    length += data.length();
  }

  @Override
  public void onError(Throwable cause) {
    parts.clear();
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    ByteBuffer all = ByteBuffer.allocate(length);
    parts.forEach(all::put);
    parts.clear();
    whole.complete(all.array());
  }
}
