package orchestrator.learning.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import orchestrator.learning.LearningException;
import orchestrator.learning.rule.Fact;
import orchestrator.learning.rule.State;

/** Shares the state between who changes it, who reads it, and who waits for a change. */
final class SharedState {
  private final State state = new State();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Whether somebody asks what is to be pushed. */
  private final boolean isHeard;

  private long changes;
  private boolean isCurrent;
  private boolean isClosed;

  SharedState(boolean isHeard) {
    this.isHeard = isHeard;
  }

  void apply(Fact fact) {
    lock.lock();
    try {
      state.apply(fact);
      changes++;
      if (!isHeard || !isCurrent) {
        var unused = state.drainTold();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What happened before the start has been read. */
  void current() {
    lock.lock();
    try {
      isCurrent = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  <T> T read(Function<State, T> question) {
    lock.lock();
    try {
      return question.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the state has an answer, for a while at most. */
  <T> Optional<T> await(Duration patience, Function<State, Optional<T>> question)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Optional<T> answer = isCurrent ? question.apply(state) : Optional.empty();
        if (answer.isPresent() || left <= 0 || isClosed) {
          return answer;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something has changed since {@code seen}, for a while at most. */
  long awaitChange(long seen, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (changes == seen && left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** The answer that a call waits for. */
  <T> T require(Duration patience, Function<State, Optional<T>> question) {
    try {
      return await(patience, question)
          .orElseThrow(
              () ->
                  new LearningException(
                      LearningException.Kind.UNAVAILABLE,
                      "the events of the channel do not come in; try again"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LearningException(LearningException.Kind.UNAVAILABLE, "the server is stopping");
    }
  }
}
