package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest extends OwnServer {
  private static final int CONNECTIONS = 1_000;
  private static final long BYTES_FOR_EACH = 100 << 10;

  @Test
  void connectionsThatSendNothingCostLittleAndDelayNobody() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    for (int i = 0; i < 200; i++) {
      one.register(plan("before " + i));
    }
    long before = server.residentBytes();
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        idle.add(open(server));
      }
      Party late = connect(server).as(ONE, "mychannel");
      for (int i = 0; i < 50; i++) {
        late.register(plan("meanwhile " + i));
        one.plan(key("meanwhile " + i));
      }
      assertThat(server.residentBytes() - before)
          .as("memory for %s connections", CONNECTIONS)
          .isLessThan(CONNECTIONS * BYTES_FOR_EACH);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static Socket open(ServerProcess server) throws IOException {
    HostAndPort target = HostAndPort.fromString(server.target());
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), 10_000);
    return socket;
  }
}
