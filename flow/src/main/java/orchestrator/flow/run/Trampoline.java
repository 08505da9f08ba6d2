package orchestrator.flow.run;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Does everything in the thread that asks for it, one thing after the other, first in first out:
 * what asks for more returns before that is done, so that no run makes the stack deeper.
 */
final class Trampoline implements Executor {
  private static final ThreadLocal<@Nullable Queue<Runnable>> QUEUES = new ThreadLocal<>();

  @Override
  public void execute(Runnable task) {
    Queue<Runnable> queue = QUEUES.get();
    if (queue == null) {
      begin(task);
    } else {
      queue.add(task);
    }
  }

  /** Does something and all that follows from it, now: also within something else. */
  void begin(Runnable task) {
    Queue<Runnable> outer = QUEUES.get();
    Queue<Runnable> own = new ArrayDeque<>();
    QUEUES.set(own);
    try {
      for (Runnable next = task; next != null; next = own.poll()) {
        next.run();
      }
    } finally {
      QUEUES.set(outer);
    }
  }
}
