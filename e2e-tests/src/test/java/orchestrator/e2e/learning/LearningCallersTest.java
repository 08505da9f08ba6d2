package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import orchestrator.client.spec.Keys;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.QueryTasksParam;
import org.junit.jupiter.api.Test;

/** Many callers at once, and callers who say the same twice. */
class LearningCallersTest extends OwnServer {
  private static final int CALLERS = 20;

  private LearningDoor door(String... flags) throws Exception {
    return new LearningDoor(start(LearningDoor.on(settings(), flags)).pages());
  }

  /** What each of many callers at the same time is answered. */
  private static List<HttpResponse<String>> atOnce(Callable<HttpResponse<String>> call)
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> each :
          callers.invokeAll(IntStream.range(0, CALLERS).mapToObj(number -> call).toList())) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      callers.shutdownNow();
    }
  }

  private static int sum(List<HttpResponse<String>> answers) throws Exception {
    int sum = 0;
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      sum += new ObjectMapper().readTree(answer.body()).get("new_learnuplets").intValue();
    }
    return sum;
  }

  @Test
  void theSamePostedByManyIsThereOnce() throws Exception {
    LearningDoor door = door();
    door.problem("P", 2);
    List<String> data = LearningDoor.numbered("D", 1, 6);
    assertThat(sum(atOnce(() -> door.send("POST", "/data", LearningDoor.dataBody(data, "P")))))
        .isZero();
    assertThat(sum(atOnce(() -> door.send("POST", "/algo", LearningDoor.algoBody("A", "P")))))
        .isEqualTo(3);
    assertThat(door.get("/data").get("datas")).hasSize(6);
    assertThat(door.learnuplets("A"))
        .extracting(it -> it.get("rank").intValue())
        .containsExactly(0, 1, 2);
    List<String> more = LearningDoor.numbered("E", 1, 4);
    assertThat(sum(atOnce(() -> door.send("POST", "/data", LearningDoor.dataBody(more, "P")))))
        .isEqualTo(2);
  }

  @Test
  void twoIdsOfOneSampleAreRefused() throws Exception {
    LearningDoor door = door();
    door.problem("P", 2);
    // What the key of the sample of D1 is made from.
    String key = Keys.named("learning data D1");
    String both = LearningDoor.dataBody(List.of("D1", key), "P");
    assertThat(door.send("POST", "/data", both).statusCode()).isEqualTo(409);
    door.data(List.of("D1"), "P");
    String other = LearningDoor.dataBody(List.of("D2", key), "P");
    HttpResponse<String> refused = door.send("POST", "/data", other);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("data " + key + " has the key of data D1");
    assertThat(door.get("/data").get("datas")).hasSize(1);
  }

  @Test
  void aTaskHasOneTakerAndAReportCanComeTwice() throws Exception {
    LearningDoor door = door();
    door.problem("P", 1);
    door.data(List.of("D1", "D2"), "P");
    door.algo("A", "P");
    String uuid = door.learnuplet("A", 0).get("uuid").textValue();
    assertThat(atOnce(() -> door.send("POST", "/worker/learnuplet/" + uuid, "{\"worker\":\"w\"}")))
        .extracting(HttpResponse::statusCode)
        .containsOnlyOnce(200)
        .filteredOn(status -> status == 400)
        .hasSize(CALLERS - 1);
    String report = LearningDoor.doneBody(0.75);
    assertThat(atOnce(() -> door.send("POST", "/learndone/" + uuid, report)))
        .extracting(HttpResponse::statusCode)
        .containsOnly(200);
    assertThat(door.send("POST", "/learndone/" + uuid, LearningDoor.doneBody(0.5)).statusCode())
        .as("another result of what is done")
        .isEqualTo(400);
    assertThat(door.learnuplet("A", 0).get("perf").doubleValue()).isEqualTo(0.75);
    assertThat(door.learnuplet("A", 0).get("test_perf").get("T1").doubleValue()).isEqualTo(0.75);
  }

  @Test
  void aWorkerThatDiedLosesItsTaskAndFailuresAreTriedAgain() throws Exception {
    LearningDoor door = door("--learning-lease", "2s", "--learning-tries", "3");
    door.problem("P", 1);
    door.data(List.of("D1", "D2"), "P");
    door.algo("A", "P");
    String uuid = door.learnuplet("A", 0).get("uuid").textValue();
    door.take(uuid, "it dies");
    await(door, uuid, "todo");
    door.take(uuid, "it fails");
    door.call(200, "POST", "/learndone/" + uuid, "{\"status\":\"failed\"}");
    assertThat(door.get("/learnuplet/" + uuid).get("status").textValue()).isEqualTo("todo");
    door.take(uuid, "it fails too");
    door.call(200, "POST", "/learndone/" + uuid, "{\"status\":\"failed\"}");
    assertThat(door.get("/learnuplet/" + uuid).get("status").textValue()).isEqualTo("failed");
    assertThat(door.start("A", 1)).as("the chain goes on").isEqualTo("A");
    door.train("A", 1, 0.5);
  }

  private static void await(LearningDoor door, String uuid, String status) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!door.get("/learnuplet/" + uuid).get("status").textValue().equals(status)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void tenThousandDataComeInOneRequest() throws Exception {
    LearningDoor door = door();
    door.problem("P", 100);
    door.algo("A", "P");
    List<String> ids =
        IntStream.range(0, 10_000)
            .mapToObj(
                number ->
                    UUID.nameUUIDFromBytes(new byte[] {(byte) (number >> 8), (byte) number})
                        .toString())
            .toList();
    JsonNode answer = door.post("/data", LearningDoor.dataBody(ids, "P"));
    assertThat(answer.get("new_datas")).hasSize(10_000);
    assertThat(answer.get("new_learnuplets").intValue()).isEqualTo(100);
    assertThat(door.get("/data").get("datas")).hasSize(10_000);
    door.train("A", 0, 0.5);
    assertThat(door.start("A", 1)).isEqualTo("end(0)");
  }

  @Test
  void twoServersOfTheRulesMakeEachTaskOnce() throws Exception {
    ServerProcess server = start(LearningDoor.on(settings()));
    LearningDoor one = new LearningDoor(server.pages());
    LearningDoor two = closing(SecondDoor.before(server, folder)).door();
    one.problem("P", 1);
    two.algo("A", "P");
    one.data(LearningDoor.numbered("D", 1, 20), "P");
    for (int rank = 0; rank < 20; rank++) {
      LearningDoor door = rank % 2 == 0 ? one : two;
      await(door, "A", rank);
      door.train("A", rank, rank / 20.0);
    }
    assertThat(one.learnuplets("A")).hasSize(20).isEqualTo(awaitSame(one, two));
    assertThat(
            connect(server)
                .as(ONE, "mychannel")
                .call(
                    ComputeTaskServiceGrpc.getQueryTasksMethod(),
                    QueryTasksParam.getDefaultInstance())
                .getTasksCount())
        .isEqualTo(20);
  }

  private static void await(LearningDoor door, String algo, int rank) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (door.learnuplets(algo).size() <= rank
        || door.learnuplet(algo, rank).get("model_start").isNull()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static List<JsonNode> awaitSame(LearningDoor one, LearningDoor two) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!one.learnuplets("A").equals(two.learnuplets("A"))) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
    return two.learnuplets("A");
  }
}
