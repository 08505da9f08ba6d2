package orchestrator.client.fake;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Supplier;

/** How the services answer. */
final class Answers {
  private static final int DEFAULT_PAGE = 50;

  /** A part of a list, with the token of the next part. */
  record Page<T>(List<T> items, String next) {}

  private Answers() {}

  static <A> void answer(State state, StreamObserver<A> observer, Supplier<A> work) {
    A answer;
    try {
      synchronized (state) {
        answer = work.get();
      }
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  static <T> Page<T> page(List<T> all, String token, int size) {
    int start = token.isEmpty() ? 0 : Integer.parseInt(token);
    int end = Math.min(all.size(), start + (size == 0 ? DEFAULT_PAGE : size));
    return new Page<>(all.subList(start, end), end < all.size() ? Integer.toString(end) : "");
  }
}
