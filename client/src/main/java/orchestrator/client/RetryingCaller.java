package orchestrator.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes a call, and makes it again where that is safe. */
final class RetryingCaller {
  private final Channel channel;
  private final Runnable reconnectNow;
  private final CallSettings settings;
  private final String organization;

  RetryingCaller(
      Channel channel, Runnable reconnectNow, CallSettings settings, String organization) {
    this.channel = channel;
    this.reconnectNow = reconnectNow;
    this.settings = settings;
    this.organization = organization;
  }

  String organization() {
    return organization;
  }

  /** Calls what nobody has called before. */
  <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    return call(method, request, false);
  }

  /**
   * Makes a call, again and again while the retry budget lasts.
   *
   * @param askedBefore whether an earlier process may have made the same call
   */
  <Q, A> A call(MethodDescriptor<Q, A> method, Q request, boolean askedBefore) {
    String requestId = HeadersInterceptor.newRequestId();
    long end = System.nanoTime() + settings.retryBudget().toNanos();
    boolean answerLost = false;
    boolean answerTooLarge = false;
    for (int failures = 0; ; failures++) {
      OrchestratorException failure;
      try {
        return attempt(method, request, requestId);
      } catch (StatusRuntimeException e) {
        failure = Failure.translate(method.getBareMethodName(), requestId, e);
      }
      if (!method.isSafe() && failure.failure().isAnswerTooLarge()) {
        // Asked once more, the server tells that it was done, in words that fit.
        if (answerTooLarge || !LostAnswers.isRepeatable(method)) {
          throw failure.withUnknownOutcome();
        }
        answerTooLarge = true;
        answerLost = true;
        continue;
      }
      if ((answerLost || askedBefore) && !failure.isTransient()) {
        return doneBefore(method, request, failure).orElseThrow(() -> failure);
      }
      answerLost |= !method.isSafe() && failure.failure().mayHaveBeenDone();
      Duration delay = settings.backoff().delay(failures);
      if (!isRepeatable(method, failure) || !isInTime(delay, end) || !sleep(delay)) {
        throw answerLost ? failure.withUnknownOutcome() : failure;
      }
      reconnectNow.run();
    }
  }

  private <Q, A> A attempt(MethodDescriptor<Q, A> method, Q request, String requestId) {
    CallOptions options =
        CallOptions.DEFAULT
            .withOption(HeadersInterceptor.REQUEST_ID, requestId)
            .withDeadlineAfter(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
    return ClientCalls.blockingUnaryCall(channel, method, options, request);
  }

  private <Q, A> Optional<A> doneBefore(
      MethodDescriptor<Q, A> method, Q request, OrchestratorException refusal) {
    try {
      return LostAnswers.find(method, request, refusal, this);
    } catch (OrchestratorException lookup) {
      if (lookup.is(ErrorCode.NOT_FOUND)) {
        return Optional.empty();
      }
      refusal.addSuppressed(lookup);
      boolean unknown = lookup.isTransient() || lookup.failure().isAnswerTooLarge();
      throw unknown ? refusal.withUnknownOutcome() : refusal;
    }
  }

  private static boolean isRepeatable(
      MethodDescriptor<?, ?> method, OrchestratorException failure) {
    if (failure.failure().isSurelyUndone()) {
      return true;
    }
    return failure.failure().mayHaveBeenDone()
        && (method.isSafe() || LostAnswers.isRepeatable(method));
  }

  private static boolean isInTime(Duration delay, long end) {
    Deadline callers = Context.current().getDeadline();
    return end - System.nanoTime() > delay.toNanos()
        && (callers == null || callers.timeRemaining(TimeUnit.NANOSECONDS) > delay.toNanos());
  }

  /** Waits; false when the thread was interrupted meanwhile. */
  private static boolean sleep(Duration delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
