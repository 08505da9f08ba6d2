package orchestrator.e2e.harness.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/** Holds all events of a channel against what is stored there. */
public final class EventAudit {
  private EventAudit() {}

  /** No id comes twice, times do not run back, each asset was created once and ends as stored. */
  public static void check(List<Event> events, Stored stored) {
    assertThat(events).extracting(Event::getId).doesNotHaveDuplicates();
    // On a ledger the time is the client's, and a call that began later may be in an earlier block.
    if (!System.getProperty("engine", "").matches("ledger|fabric")) {
      assertThat(events).extracting(event -> EventLog.micros(event.getTimestamp())).isSorted();
    }
    Set<String> created = new HashSet<>();
    Map<String, Message> last = new HashMap<>();
    for (Event event : events) {
      if (isListed(event)) {
        boolean first = created.add(event.getAssetKey());
        assertThat(event.getEventKind() == EventKind.EVENT_ASSET_CREATED)
            .as("%s is created once, and first of all", event.getAssetKey())
            .isEqualTo(first);
        last.put(event.getAssetKey(), snapshot(event));
      }
    }
    assertThat(last).isEqualTo(stored.all());
  }

  /** Of the kinds that {@link Stored} lists; an output's event has the key of its task. */
  private static boolean isListed(Event event) {
    return event.hasComputePlan() || event.hasDataSample() || event.hasComputeTask();
  }

  private static Message snapshot(Event event) {
    if (event.hasComputePlan()) {
      return event.getComputePlan();
    }
    return event.hasDataSample() ? event.getDataSample() : event.getComputeTask();
  }
}
