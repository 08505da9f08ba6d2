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
  private final ThreadLocal<@Nullable Queue<Runnable>> queues = new ThreadLocal<>();

  @Override
  public void execute(Runnable task) {
    Queue<Runnable> queue = queues.get();
    if (queue != null) {
      queue.add(task);
      return;
    }
    Queue<Runnable> own = new ArrayDeque<>();
    queues.set(own);
    try {
      for (Runnable next = task; next != null; next = own.poll()) {
        next.run();
      }
    } finally {
      queues.remove();
    }
  }
}
