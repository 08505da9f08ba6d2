package orchestrator.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.Event;

/** Subscribes across the lives of servers: it resumes after the last event that it saw. */
final class Follower {
  private final List<Event> seen = new ArrayList<>();

  /** Subscribes; what arrives counts as seen when {@link #leave} is called. */
  EventStream resume(Party party) {
    String last = seen.isEmpty() ? "" : seen.get(seen.size() - 1).getId();
    return EventStream.after(last, party.transport());
  }

  /** Takes what arrived before the stream ended. */
  void leave(EventStream ended) throws Exception {
    ended.end();
    seen.addAll(ended.arrived());
  }

  /** What was seen, over all servers, is what the log begins with: each event once, in order. */
  void check(List<Event> log) {
    assertThat(log.size()).isGreaterThanOrEqualTo(seen.size());
    assertThat(seen).isEqualTo(log.subList(0, seen.size()));
  }

  /** How many were seen. */
  int count() {
    return seen.size();
  }
}
