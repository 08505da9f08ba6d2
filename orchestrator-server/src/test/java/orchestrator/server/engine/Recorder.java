package orchestrator.server.engine;

import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.Event;

/** Keeps what a channel's writer tells. */
final class Recorder implements ChannelListener {
  final List<Event> events = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  int refused;

  /** By how many microseconds the log was ahead each time that it was told. */
  final List<Long> ahead = new ArrayList<>();

  @Override
  public void committed(int calls, long nanos, List<Event> committed) {
    events.addAll(committed);
  }

  @Override
  public void refused() {
    refused++;
  }

  @Override
  public void ahead(long micros, long clock) {
    ahead.add(micros - clock);
  }

  @Override
  public void failed(Throwable why) {
    failures.add(why);
  }
}
