package orchestrator.scenario.run;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Moves only when a test says so, and does everything on the test's thread. */
final class VirtualTimeline implements Timeline {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::time).thenComparingLong(Task::number));
  private long now;
  private long number;

  private record Task(long time, long number, Runnable work) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallMillis() {
    return now / 1_000_000;
  }

  @Override
  public Timer at(long time, Runnable work) {
    Task task = new Task(Math.max(time, now), number++, work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public void execute(Runnable work) {
    at(now, work);
  }

  /** Does all that is due up to a time, that time included. */
  void moveTo(double seconds) {
    long end = (long) (seconds * 1e9);
    while (!tasks.isEmpty() && tasks.peek().time() <= end) {
      Task task = tasks.remove();
      now = task.time();
      task.work().run();
    }
    now = end;
  }

  @Override
  public void close() {
    tasks.clear();
  }
}
