package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Headers;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;

/**
 * Subscribers that never read: what each costs is bounded, and nobody waits for them.
 *
 * <p>The events that they miss come to more than twice the bound of all subscribers together, and
 * to more than the server's heap, so that not even one copy shared by all of them would pass.
 */
class UnreadStreamTest extends OwnServer {
  private static final int STALLED = 10;
  private static final int WRITTEN = 700;

  /** All of the heap is there from the start, so that what grows is what subscribers cost. */
  private static final String WHOLE_HEAP = "-Xms256m -XX:+AlwaysPreTouch";

  /** As much, so that what writing takes by itself (write buffers, transport) is there before. */
  private static final int WARM_UP = WRITTEN;

  private static final String REASON = "r".repeat(500_000);
  private static final long BOUND_FOR_EACH = 16 << 20;

  @Test
  void aStalledSubscriberCostsBoundedMemoryAndDelaysNobody() throws Exception {
    ServerProcess server =
        start(settings().withHeap("256m").withVariable("JAVA_TOOL_OPTIONS", WHOLE_HEAP));
    Party one = newMember(server, ONE);
    one.register(plan("plan"));
    one.register(function("function"));
    one.build(key("function"));
    writeEvents(one, "warm-up", WARM_UP);
    long before = server.residentBytes();
    Event mark = EventLog.mark(one);
    List<AutoCloseable> stalled = new ArrayList<>();
    try (EventStream reader = EventStream.after(mark.getId(), one.transport())) {
      for (int i = 0; i < STALLED; i++) {
        Connection connection = wideWindow(server);
        stalled.add(connection);
        stalled.add(
            EventStream.unread(mark.getId(), connection.with(Headers.of(TWO, "mychannel"))));
      }
      writeEvents(one, "late", WRITTEN);
      Event last = EventLog.mark(one);

      assertThat(reader.upTo(event -> event.getId().equals(last.getId()))).hasSize(2 * WRITTEN + 1);
      assertThat(server.residentBytes() - before)
          .as("memory for %s subscribers that do not read", STALLED)
          .isLessThan(STALLED * BOUND_FOR_EACH);
    } finally {
      for (AutoCloseable closing : stalled) {
        closing.close();
      }
    }
    assertThat(one.task(key("late 1")).getKey()).isEqualTo(key("late 1"));
  }

  /** Each event is about half a megabyte. */
  private void writeEvents(Party one, String name, int events) {
    for (int i = 0; i < events; i++) {
      one.register(task(name + " " + i));
      one.apply(key(name + " " + i), ComputeTaskAction.TASK_ACTION_CANCELED, REASON);
    }
  }

  /** The server may send a lot before it has to notice that nobody reads. */
  private static Connection wideWindow(ServerProcess server) {
    return Connection.over(
        NettyChannelBuilder.forTarget(server.target())
            .usePlaintext()
            .flowControlWindow(8 << 20)
            .build());
  }
}
