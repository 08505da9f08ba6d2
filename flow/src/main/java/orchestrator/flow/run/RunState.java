package orchestrator.flow.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import org.jspecify.annotations.Nullable;

/** Is one run that is under way: what it waits for, and what has ended. */
public final class RunState implements Run<Object> {
  private final String id;
  private final Flow<?, ?> flow;
  private final Runs runs;
  private final CompletableFuture<RunResult<Object>> outcome = new CompletableFuture<>();
  private final Map<String, Message<?>> open = new LinkedHashMap<>(4);
  private final Map<String, Future<?>> timers = new HashMap<>(2);
  private final Set<String> trail = new LinkedHashSet<>(4);
  private @Nullable String cancelReason;
  private @Nullable Set<String> passed;
  private boolean isBegun;
  private boolean isEnding;

  RunState(String id, Flow<?, ?> flow, Runs runs) {
    this.id = id;
    this.flow = flow;
    this.runs = runs;
  }

  @Override
  public String id() {
    return id;
  }

  /** The flow by which it goes. */
  public Flow<?, ?> flow() {
    return flow;
  }

  @Override
  public CompletableFuture<RunResult<Object>> outcome() {
    return outcome.copy();
  }

  @Override
  public void cancel(String reason) {
    synchronized (this) {
      cancelReason = reason;
    }
    runs.cancel(this, reason);
  }

  @Override
  public synchronized List<String> trail() {
    return List.copyOf(trail);
  }

  /** The run as what its flow gives. */
  @SuppressWarnings("unchecked")
  public <O> Run<O> as(Flow<?, O> ofFlow) {
    if (ofFlow != flow) {
      throw new IllegalArgumentException(
          "the run '%s' is one of the flow '%s', not of '%s'"
              .formatted(id, flow.name(), ofFlow.name()));
    }
    return (Run<O>) (Run<?>) this;
  }

  /** The message whose answer is waited for at a place. */
  public synchronized Optional<Message<?>> openAt(String place) {
    return Optional.ofNullable(open.get(place));
  }

  /** Adds a visit to the trail that ended before the run was taken up here. */
  public synchronized void wentBy(String place) {
    trail.add(place);
  }

  /** Forgets what it waits for, to be taken up as it stands elsewhere. */
  public synchronized void reset() {
    open.clear();
    timers.values().forEach(timer -> timer.cancel(false));
    timers.clear();
  }

  /** Why it is to be cancelled, if it is. */
  synchronized Optional<String> cancelReason() {
    return Optional.ofNullable(cancelReason);
  }

  /** The messages whose answers are waited for, in the order in which they were sent. */
  public synchronized List<Message<?>> open() {
    return List.copyOf(open.values());
  }

  /** Whether another process began the run, so that some of its visits are not known here. */
  public synchronized boolean isAdopted() {
    return passed != null;
  }

  synchronized void adopted() {
    isBegun = true;
    passed = passed == null ? new HashSet<>() : passed;
  }

  /** Whether an adopted run has been at this place; it may come there again by another answer. */
  public synchronized boolean hasPassed(String place) {
    return passed != null && (passed.contains(place) || open.containsKey(place));
  }

  /**
   * Remembers that an answer is waited for.
   *
   * @return false when an adopted run was there before, so that nothing is to be sent
   */
  @CanIgnoreReturnValue
  public synchronized boolean opened(Message<?> message) {
    if (hasPassed(message.place())) {
      return false;
    }
    if (!isEnding) {
      open.put(message.place(), message);
    }
    return true;
  }

  synchronized void timed(String place, Future<?> timer) {
    if (isEnding) {
      timer.cancel(false);
    } else {
      Future<?> before = timers.put(place, timer);
      if (before != null) {
        before.cancel(false);
      }
    }
  }

  /** True once: for whoever begins the run. */
  public synchronized boolean begins() {
    boolean isFirst = !isBegun;
    isBegun = true;
    return isFirst;
  }

  synchronized void notSent(String place) {
    open.remove(place);
    Future<?> timer = timers.remove(place);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Whether an answer was waited for, which it is no more. */
  synchronized boolean answered(String place) {
    if (open.remove(place) == null) {
      return false;
    }
    trail.add(place);
    if (passed != null) {
      passed.add(place);
    }
    if (!timers.isEmpty()) {
      Future<?> timer = timers.remove(place);
      if (timer != null) {
        timer.cancel(false);
      }
    }
    return true;
  }

  /** True once: for whoever ends the run. */
  synchronized boolean ends() {
    if (isEnding) {
      return false;
    }
    isEnding = true;
    open.clear();
    timers.values().forEach(timer -> timer.cancel(false));
    timers.clear();
    return true;
  }

  void complete(RunResult<Object> how) {
    outcome.complete(how);
  }

  void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }
}
