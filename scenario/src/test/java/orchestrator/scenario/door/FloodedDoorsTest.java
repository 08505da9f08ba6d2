package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many connections at a door keep nobody else out. */
class FloodedDoorsTest extends OpenDoors {
  private final List<Socket> idle = new ArrayList<>();

  private void flood(URI door, int number) throws IOException {
    for (int count = 0; count < number; count++) {
      idle.add(new Socket(InetAddress.getLoopbackAddress(), door.getPort()));
    }
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
  }

  @Test
  void idleConnectionsKeepNoControllerOut() throws Exception {
    flood(settings("http", "/"), 500);
    assertThat(status().path("stage").asText()).isEqualTo("idle");
    HttpRequest.Builder stop =
        HttpRequest.newBuilder(settings("http", "/v1/scenario/stop")).POST(BodyPublishers.noBody());
    assertThat(send(stop).statusCode()).isEqualTo(200);
    Controller controller = new Controller();
    controller.socket.sendText("{\"nodes\":[],\"repetitions\":0}", true).join();
    controller.hear("accepted");
  }

  @Test
  void idleConnectionsKeepNoNodeOut() throws Exception {
    flood(nodes("/"), 1_200);
    registerNode("a");
  }

  @Test
  void manyControllersThatSayNothingKeepNoneOutWhoStops() throws Exception {
    List<Controller> silent = new ArrayList<>();
    for (int count = 0; count < 256; count++) {
      silent.add(new Controller());
    }
    assertThatThrownBy(Controller::new).hasMessageContaining("WebSocket");
    assertThat(status().path("stage").asText()).isEqualTo("idle");
    silent.forEach(controller -> controller.socket.abort());
  }
}
