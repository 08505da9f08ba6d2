package orchestrator.server.engine;

import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.Event;

/** Keeps what a channel's writer tells. */
final class Recorder implements ChannelListener {
  final List<Event> events = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  int refused;

  @Override
  public void committed(int calls, long nanos, List<Event> committed) {
    events.addAll(committed);
  }

  @Override
  public void refused() {
    refused++;
  }

  @Override
  public void failed(Throwable why) {
    failures.add(why);
  }
}
