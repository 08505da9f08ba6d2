package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.learning.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents a list has. */
class ListsTest {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private LearningDoor door;

  @BeforeEach
  void open() throws Exception {
    door = new LearningDoor.Setup().open();
    for (int rank = 0; rank < 5; rank++) {
      ObjectNode task =
          FakeLearning.object()
              .put("uuid", "l" + rank)
              .put("algo", rank < 3 ? "a1" : "a 2&b")
              .put("status", rank < 2 ? "done" : "todo")
              .put("perf", rank / 10.0)
              .put("rank", rank)
              .putNull("worker");
      task.putArray("train_data").add("d" + rank).add("shared").add(rank);
      door.learning.add(Collection.LEARNUPLET, task);
    }
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static List<String> uuids(JsonNode list, String plural) {
    List<String> uuids = new ArrayList<>();
    list.get(plural).forEach(document -> uuids.add(document.get("uuid").asText()));
    return uuids;
  }

  private String found(String query) throws Exception {
    return String.join(" ", uuids(door.json("/learnuplet" + query), "learnuplets"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', l0 l1 l2 l3 l4",
    "?algo=a1, l0 l1 l2",
    "?algo=a+2%26b, l3 l4",
    "?algo=a1&status=done, l0 l1",
    "?algo=a1&algo=none, l0 l1 l2",
    "?algo=none&algo=a1, ''",
    "?train_data=d3, l3",
    "?train_data=shared&status=todo, l2 l3 l4",
    "?train_data=2, l2",
    "?rank=0, l0",
    "?rank=3.0, l3",
    "?rank=00, l0",
    "?perf=0.2, l2",
    "?perf=2e-1, l2",
    "?rank=x, ''",
    "?worker=null, ''",
    "?worker=, ''",
    "?unknown=x, ''",
    "?algo[$ne]=a1, ''",
  })
  void aListHasWhatFitsAllFieldsOfTheQuery(String query, String expected) throws Exception {
    assertThat(found(query.replace("[", "%5B").replace("]", "%5D").replace("$", "%24")))
        .isEqualTo(expected);
  }

  @Test
  void pagesLeadThroughTheWholeListInItsOrder() throws Exception {
    List<String> found = new ArrayList<>();
    Optional<String> path = Optional.of("/learnuplet?train_data=shared&limit=2");
    while (path.isPresent()) {
      HttpResponse<String> page = door.get(path.get());
      found.addAll(uuids(LearningDoor.json(page), "learnuplets"));
      path =
          page.headers()
              .firstValue("link")
              .map(NEXT::matcher)
              .filter(Matcher::matches)
              .map(link -> link.group(1));
      assertThat(found.size()).isLessThanOrEqualTo(5);
    }
    assertThat(found).containsExactly("l0", "l1", "l2", "l3", "l4");
  }

  @Test
  void aPageThatIsNotFullIsTheLastOne() throws Exception {
    assertThat(door.get("/learnuplet?limit=6").headers().firstValue("link")).isEmpty();
    assertThat(door.get("/learnuplet?limit=1&algo=none").headers().firstValue("link")).isEmpty();
    assertThat(door.get("/learnuplet").headers().firstValue("link")).isEmpty();
  }

  @Test
  void aListMayBeginBehindADocument() throws Exception {
    assertThat(found("?after=l2")).isEqualTo("l3 l4");
    assertThat(found("?after=l4")).isEmpty();
    assertThat(door.get("/learnuplet?after=none").statusCode()).isEqualTo(404);
    assertThat(door.get("/learnuplet?limit=1&after=none").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "", "1.5", "99999999999"})
  void aLimitIsAWholeNumber(String limit) throws Exception {
    HttpResponse<String> answer = door.get("/learnuplet?limit=" + limit);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(LearningDoor.json(answer).get("Error").asText()).startsWith("limit must be");
  }

  @Test
  void aPageOfLargeDocumentsHasFewerOfThem() throws Exception {
    for (int i = 0; i < 50; i++) {
      door.learning.add(
          Collection.DATA,
          FakeLearning.object().put("uuid", "d" + i).put("text", "x".repeat(200_000)));
    }
    List<String> found = new ArrayList<>();
    HttpResponse<String> page = door.get("/data?limit=50");
    assertThat(page.body().length()).isLessThan(9_000_000);
    found.addAll(uuids(LearningDoor.json(page), "datas"));
    assertThat(found.size()).isBetween(20, 49);
    assertThat(page.headers().firstValue("link")).isPresent();
  }

  @Test
  void aListThatFailsInTheMiddleIsCutAndNotEndedAsIfItWereWhole() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      door.learning.add(Collection.DATA, FakeLearning.object().put("uuid", "d" + i));
    }
    door.learning.failAfter(10_000);

    assertThatThrownBy(() -> door.get("/data")).isInstanceOf(IOException.class);
    assertThat(door.get("/data").statusCode()).isEqualTo(503);
  }

  @Test
  @Tag("slow")
  void aListOfManyDocumentsWaitsForASlowReaderWithoutBeingHeldInMemory() throws Exception {
    String text = "x".repeat(1_000);
    for (int i = 0; i < 100_000; i++) {
      door.learning.add(
          Collection.DATA, FakeLearning.object().put("uuid", "d" + i).put("text", text));
    }
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(door.at("/data").build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body();
        JsonParser json = new JsonFactory().createParser(body)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (int call = 0; call < 200; call++) {
        assertThat(found("?rank=0")).isEqualTo("l0");
      }
      assertThat(door.learning.listed()).isLessThan(50_000);
      int documents = 0;
      while (json.nextToken() != null) {
        if ("uuid".equals(json.currentName()) && json.currentToken().isScalarValue()) {
          assertThat(json.getText()).isEqualTo("d" + documents);
          documents++;
        }
      }
      assertThat(documents).isEqualTo(100_000);
    }
  }
}
