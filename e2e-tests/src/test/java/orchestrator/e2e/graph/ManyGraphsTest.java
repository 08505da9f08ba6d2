package orchestrator.e2e.graph;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many graphs at once, wide ones, and large ones that are read slowly, in little memory. */
class ManyGraphsTest extends OwnServer {
  private ServerProcess server;
  private GraphDoor door;

  @BeforeEach
  void aSmallServer() throws Exception {
    server =
        start(
            settings()
                .withHeap("256m")
                .withFlags(
                    "--graphs",
                    "--log-level",
                    "warn",
                    "--graph-folder",
                    folder.resolve("graphs").toString()));
    door = new GraphDoor(server.pages());
    door.submit("{}");
  }

  private static String nodes(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(id -> "{\"id\":%d,\"name\":\"n%d\"%s}".formatted(id, id, more))
        .collect(Collectors.joining(","));
  }

  @Test
  void aThousandGraphsRunAtTheSameTime() throws Exception {
    String graph =
        "{\"edges\":[[0,1],[0,2],[1,3],[2,3]],\"nodes\":[%s]}"
            .formatted(nodes(4, ",\"engine\":\"sleep\",\"args\":[\"milliseconds=200\"]"));
    List<String> ids = new ArrayList<>();
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int number = 0; number < 1_000; number++) {
        answers.add(callers.submit(() -> door.submit(graph)));
      }
      for (Future<String> answer : answers) {
        ids.add(answer.get());
      }
    } finally {
      callers.shutdownNow();
    }

    for (String id : ids) {
      assertThat(door.ended(id).get("state").intValue()).isEqualTo(3);
    }
    assertThat(door.list().findValuesAsText("state")).hasSize(1_001).containsOnly("success");
  }

  @Test
  void fiveThousandNodesLeadIntoOne() throws Exception {
    String edges =
        IntStream.range(0, 5_000).mapToObj("[%d,5000]"::formatted).collect(Collectors.joining(","));

    JsonNode graph =
        door.ended(
            door.submit("{\"edges\":[%s],\"nodes\":[%s]}".formatted(edges, nodes(5_001, ""))));

    assertThat(graph.get("state").intValue()).isEqualTo(3);
    assertThat(GraphDoor.node(graph, "n5000").get("state").intValue()).isEqualTo(3);
  }

  @Test
  void readersThatDoNotReadALargeMatrixCostLittle() throws Exception {
    int size = 1_000;
    String matrix =
        IntStream.range(0, size * size)
            .mapToObj(entry -> entry % size == entry / size + 1 ? "1" : "0")
            .collect(Collectors.joining(","));
    String id =
        door.submit(
            "{\"digraph\":[%s],\"nodes\":[%s]}"
                .formatted(
                    matrix,
                    nodes(size, ",\"engine\":\"sleep\",\"args\":[\"milliseconds=600000\"]")));
    String address = server.pages();
    int colon = address.lastIndexOf(':');

    for (int reader = 0; reader < 300; reader++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4_096);
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
      closing(socket)
          .getOutputStream()
          .write(
              "GET /v1/tasks/%s HTTP/1.1\r\nHost: %s\r\n\r\n"
                  .formatted(id, address)
                  .getBytes(US_ASCII));
    }

    JsonNode graph = door.show(id);
    assertThat(graph.get("digraph")).hasSize(size * size);
    assertThat(graph.get("digraph").get(1).intValue()).isIn(1, 2);
    assertThat(door.send("DELETE", "/v1/tasks/" + id, "").statusCode()).isEqualTo(200);
  }
}
