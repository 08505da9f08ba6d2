package orchestrator.server.engine;

import java.util.List;
import orchestrator.proto.Event;

/** Is told what a channel's writer does; called by the writer, so it must not block. */
public interface ChannelListener {
  /**
   * A group has become durable.
   *
   * @param calls how many calls it held
   * @param nanos how long the commit took
   * @param events of the group, in the order of the log
   */
  void committed(int calls, long nanos, List<Event> events);

  /** A call was refused since the queue is full; called by any thread. */
  void refused();

  /**
   * The dates of a group, or of the log that was found at the start, are ahead of the clock by more
   * than clocks differ: it was ahead once, or has been put back. Dates never go back.
   *
   * @param micros the last date, in microseconds since the epoch
   * @param clock what the clock says, likewise
   */
  void ahead(long micros, long clock);

  /** A group could not be made durable, or nobody knows whether it was. */
  void failed(Throwable why);
}
