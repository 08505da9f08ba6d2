package orchestrator.scenario.run;

import java.util.concurrent.Executor;

/** Tells the time, and does things at times: the machine's own, or one that a test moves. */
public interface Timeline extends Executor, AutoCloseable {
  /** Nanoseconds since some moment, never less than before. */
  long now();

  /** Milliseconds since 1970 UTC. */
  long wallMillis();

  /**
   * Does something once a time has come, or at once when it is over.
   *
   * @param time a value of {@link #now}
   */
  Timer at(long time, Runnable task);

  /** Does something that may block, and asks nobody to wait for it. */
  @Override
  void execute(Runnable task);

  @Override
  void close();

  /** Takes back what {@link Timeline#at} was asked. */
  interface Timer {
    /** Lets the task not begin any more. */
    void cancel();
  }
}
