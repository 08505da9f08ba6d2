package orchestrator.http.account;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Checks passwords in threads of their own, since one takes a fifth of a second. A bounded number
 * waits: first those from where fewest came of late, so that whoever floods waits longest, and is
 * dropped first.
 */
final class PasswordChecks implements AutoCloseable {
  /** A fresh one waits some seconds behind so many. */
  static final int MOST_WAITING = 50;

  /** Tells what came of a check. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** Too many waited: nothing is known. */
    DROPPED
  }

  private record Check(
      int rank, long number, String password, String hash, CompletableFuture<Verdict> verdict) {}

  private final TreeSet<Check> waiting =
      new TreeSet<>(Comparator.comparingInt(Check::rank).thenComparingLong(Check::number));
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private long checks;
  private boolean closed;

  PasswordChecks(int threads) {
    start(threads);
  }

  /** Starts more threads. */
  final void start(int more) {
    for (int i = 0; i < more; i++) {
      Thread thread = new Thread(this::run, "passwords");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Checks a password against a hash; the answer comes in a thread of its own.
   *
   * @param rank of those that wait the lowest comes first, and the highest is dropped
   */
  CompletableFuture<Verdict> check(String password, String hash, int rank) {
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    CompletableFuture<Verdict> dropped = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        dropped = verdict;
      } else {
        waiting.add(new Check(rank, checks++, password, hash, verdict));
        if (waiting.size() > MOST_WAITING) {
          dropped = waiting.pollLast().verdict();
        } else {
          notify();
        }
      }
    }
    dropped.complete(Verdict.DROPPED);
    return verdict;
  }

  private void run() {
    try {
      while (true) {
        Check check = next();
        try {
          boolean right = Passwords.matches(check.password(), check.hash());
          check.verdict().complete(right ? Verdict.RIGHT : Verdict.WRONG);
        } catch (RuntimeException e) {
          check.verdict().completeExceptionally(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Check next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.pollFirst();
  }

  /** Drops those that wait. */
  @Override
  public void close() {
    TreeSet<Check> left;
    synchronized (this) {
      closed = true;
      left = new TreeSet<>(waiting);
      waiting.clear();
    }
    threads.forEach(Thread::interrupt);
    left.forEach(check -> check.verdict().complete(Verdict.DROPPED));
  }
}
