package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import orchestrator.e2e.graph.GraphProcesses.Running;
import orchestrator.e2e.harness.Authority;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runners and executors as processes of their own: they share the work, and any may die. */
class RunnersTest extends OwnServer {
  private static final int NODES = 24;
  private static final String TOKEN = "a-token-of-the-runners";

  private GraphProcesses processes;

  @BeforeEach
  void processes() {
    processes = closing(new GraphProcesses(folder));
  }

  /** One without graphs of its own, whose runners come and go. */
  private static ServerProcess server() throws Exception {
    return shared(
        ServerProcess.class,
        () -> ServerProcess.start(ServerSettings.on(classFolder.resolve("data"))));
  }

  private String graph(Path mark, String seconds) {
    StringBuilder edges = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (int id = 0; id < NODES; id++) {
      if (id >= 4) {
        edges.append(edges.isEmpty() ? "" : ",").append("[%d,%d]".formatted(id - 4, id));
      }
      nodes
          .append(id == 0 ? "" : ",")
          .append(
              """
              {"id":%d,"name":"n%d","engine":"shell","artifact":"sh",
               "args":["-c","echo n%d >> %s; sleep %s"]}
              """
                  .formatted(id, id, id, mark, seconds));
    }
    return "{\"edges\":[" + edges + "],\"nodes\":[" + nodes + "]}";
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void awaitLines(Path file, int some) throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (lines(file).size() < some && !waiting.isOver()) {
      waiting.pause();
    }
  }

  @Test
  void twoRunnersShareGraphsRunNoNodeTwiceAndPassOnWhatNodesPutOut() throws Exception {
    ServerProcess server = server();
    GraphDoor one = new GraphDoor(processes.runner(server.target(), "one").address());
    GraphDoor two = new GraphDoor(processes.runner(server.target(), "two").address());
    Path mark = folder.resolve("mark");

    String shared = one.submit(graph(mark, "0.05"));
    String pairs = one.submit(pairs());

    assertThat(two.ended(shared).get("state").intValue()).isEqualTo(3);
    assertThat(lines(mark)).hasSize(NODES).doesNotHaveDuplicates();
    holdPairs(one.ended(pairs));
    holdPairs(two.ended(pairs));
  }

  private static void holdPairs(JsonNode graph) {
    for (int pair = 0; pair < NODES; pair += 2) {
      assertThat(GraphDoor.node(graph, "to" + pair).get("args").get(0).textValue())
          .isEqualTo("x=value" + pair);
    }
  }

  @Test
  void whatNodesPutOutIsPassedOnBetweenDoorsThatAskWhoCalls() throws Exception {
    ServerProcess server = server();
    Authority authority = Authority.in(folder, "ca");
    Authority.Identity doors = authority.issue(folder, "door", "CN=door");
    Path accounts = folder.resolve("accounts.yaml");
    new TestAccounts()
        .account("runner", "a password", "write")
        .tokens("2099-01-01T00:00:00Z", TOKEN)
        .replace(accounts);
    String[] flags = {
      "--accounts", accounts.toString(),
      "--http-tls-cert", doors.certificate().toString(),
      "--http-tls-key", doors.key().toString(),
      "--graph-token", Files.writeString(folder.resolve("token"), TOKEN + "\n").toString(),
      "--graph-ca", authority.certificate().toString()
    };
    Optional<String> token = Optional.of(TOKEN);
    GraphDoor one = new GraphDoor(processes.door(server.target(), "one", flags).address(), token);
    GraphDoor two = new GraphDoor(processes.door(server.target(), "two", flags).address(), token);
    two.submit("{}");

    String id = one.submit(pairs());

    holdPairs(one.ended(id));
    holdPairs(two.ended(id));
  }

  /** Of each two nodes the second gets what the first has put out. */
  private static String pairs() {
    StringBuilder nodes = new StringBuilder();
    StringBuilder edges = new StringBuilder();
    for (int id = 0; id < NODES; id += 2) {
      nodes
          .append(id == 0 ? "" : ",")
          .append(
              """
              {"id":%d,"name":"from%d","engine":"shell","artifact":"sh",
               "args":["-c","echo v=value%d"],"output":{"v":""}},
              {"id":%d,"name":"to%d","engine":"shell","artifact":"true",
               "args":["x=get_attribute from%d$:v"]}
              """
                  .formatted(id, id, id, id + 1, id, id));
      edges.append(id == 0 ? "" : ",").append("[%d,%d]".formatted(id, id + 1));
    }
    return "{\"edges\":[" + edges + "],\"nodes\":[" + nodes + "]}";
  }

  @Test
  void whatADeadRunnerHadIsTriedByTheOther() throws Exception {
    ServerProcess server = server();
    Running one = processes.runner(server.target(), "one");
    Running two = processes.runner(server.target(), "two");
    Path mark = folder.resolve("mark");
    String id = new GraphDoor(one.address()).submit(graph(mark, "0.4"));
    awaitLines(mark, 6);

    one.kill();

    assertThat(new GraphDoor(two.address()).ended(id).get("state").intValue()).isEqualTo(3);
    assertThat(new HashSet<>(lines(mark))).hasSize(NODES);
  }

  @Test
  void whatADeadExecutorHadIsTriedAtTheOther() throws Exception {
    Running first = processes.executor(0);
    Running second = processes.executor(0);
    ServerProcess server =
        start(
            settings()
                .withFlags(
                    "--graphs",
                    "--graph-folder",
                    folder.resolve("graphs").toString(),
                    "--graph-executors",
                    "a=http://%s/v1,b=http://%s/v1".formatted(first.address(), second.address())));
    GraphDoor door = new GraphDoor(server.pages());
    Path mark = folder.resolve("mark");
    String id = door.submit(graph(mark, "0.4"));
    awaitLines(mark, 6);

    first.kill();

    assertThat(door.ended(id).get("state").intValue()).isEqualTo(3);
    assertThat(new HashSet<>(lines(mark))).hasSize(NODES);
  }
}
