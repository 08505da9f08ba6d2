package orchestrator.e2e.robustness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import com.google.common.primitives.Bytes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.OrganizationServiceGrpc;
import org.junit.jupiter.api.Test;

/** More connections than there is room for. */
class ManyConnectionsTest extends OwnServer {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  /** Of the first frame, SETTINGS, there is no more than the head. */
  private static final byte[] HALF_FRAME =
      Bytes.concat(PREFACE, new byte[] {0, 0, 6, 4, 0, 0, 0, 0, 0});

  @Test
  void whoCallsIsServedHoweverManyConnectionsDoNot() throws Exception {
    ServerProcess server = start(settings().withFlags("--grpc-connections", "20"));
    Party one = newMember(server, ONE);
    for (int i = 0; i < 60; i++) {
      Socket socket = closing(open(server));
      int sent = i % 3 == 0 ? 0 : i % 3 == 1 ? PREFACE.length / 2 : HALF_FRAME.length;
      try {
        socket.getOutputStream().write(HALF_FRAME, 0, sent);
      } catch (SocketException e) {
        // It was refused.
      }
    }

    awaitCall(one);
    awaitCall(connect(server).as(ONE, "mychannel"));

    assertThat(server.metric("orchestrator_connections_cut_total{reason=\"idle\"}")).isPositive();
  }

  @Test
  void oneMoreThanThereIsRoomForIsRefusedAndTheOthersGoOn() throws Exception {
    ServerProcess server = start(settings().withFlags("--grpc-connections", "3"));
    assertThat(server.metric("orchestrator_connections_most")).isEqualTo(3);
    List<Party> parties = new ArrayList<>(List.of(newMember(server, ONE)));
    List<EventStream> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parties.add(connect(server).as(ONE, "mychannel"));
    }
    parties.remove(0);
    for (Party party : parties) {
      streams.add(streamOnceThereIsRoom(party));
    }

    try (Socket refused = open(server)) {
      assertThat(isClosed(refused)).isTrue();
    }

    assertThat(server.metric("orchestrator_connections_refused_total")).isPositive();
    assertThat(server.log()).contains("connections: 3 are open and have calls or are new");
    server.page("/readyz");
    for (Party party : parties) {
      party.register(plan("plan of " + parties.indexOf(party)));
    }
    streams.get(0).close();
    for (EventStream stream : streams.subList(1, 3)) {
      stream.upTo(event -> event.getAssetKey().equals(key("plan of 2")));
    }
  }

  /** The first one's own connection has no call, and gives way after some seconds. */
  private EventStream streamOnceThereIsRoom(Party party) throws Exception {
    awaitCall(party);
    EventStream stream = closing(EventStream.after("", party.transport()));
    stream.next();
    return stream;
  }

  /** A client whose connection has been refused tries again. */
  private static void awaitCall(Party party) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    while (true) {
      try {
        party.call(
            OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
            GetAllOrganizationsParam.getDefaultInstance());
        return;
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(waiting.isOver()).as("60 seconds without a call: " + e.getStatus()).isFalse();
        waiting.pause();
      }
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  private static Socket open(ServerProcess server) throws IOException {
    HostAndPort target = HostAndPort.fromString(server.target());
    return new Socket(target.getHost(), target.getPort());
  }
}
