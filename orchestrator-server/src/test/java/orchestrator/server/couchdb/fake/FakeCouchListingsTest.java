package orchestrator.server.couchdb.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeCouchListingsTest {
  private FakeCouch couch;
  private CouchCalls calls;

  @BeforeEach
  void startWithDocuments() throws IOException, InterruptedException {
    couch = FakeCouch.start();
    calls = CouchCalls.to(couch);
    calls.put("/db", "");
    for (String id : List.of("a", "b", "c", "d")) {
      calls.put("/db/" + id, "{\"name\":\"" + id + "\"}");
    }
    calls.delete("/db/c?rev=" + calls.get("/db/c").json().get("_rev").asText());
  }

  @AfterEach
  void close() {
    couch.close();
  }

  @Test
  void keysAreListedAsAskedMissingAndDeletedOnesToo() throws Exception {
    JsonNode rows =
        calls
            .post("/db/_all_docs?include_docs=true", "{\"keys\":[\"d\",\"none\",\"c\"]}")
            .json()
            .get("rows");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("doc").get("name").asText()).isEqualTo("d");
    assertThat(rows.get(1).get("error").asText()).isEqualTo("not_found");
    assertThat(rows.get(2).get("value").get("deleted").asBoolean()).isTrue();
    assertThat(rows.get(2).get("doc").isNull()).isTrue();
  }

  @Test
  void aRangeIsListedInOrderUpToItsLimit() throws Exception {
    JsonNode all = calls.get("/db/_all_docs?startkey=%22b%22&endkey=%22d%22").json();
    assertThat(ids(all.get("rows"))).containsExactly("b", "d");
    assertThat(all.get("offset").asInt()).isEqualTo(1);
    JsonNode first = calls.get("/db/_all_docs?startkey=%22b%22&limit=1").json();
    assertThat(ids(first.get("rows"))).containsExactly("b");
    assertThat(first.get("total_rows").asInt()).isEqualTo(3);
  }

  @Test
  void changesHaveEachDocumentOnceAndGoOnWhereAPageEnded() throws Exception {
    JsonNode first = calls.get("/db/_changes?limit=3&include_docs=true").json();
    assertThat(first.get("pending").asInt()).isEqualTo(1);
    String reached = first.get("last_seq").asText();
    JsonNode second = calls.get("/db/_changes?since=" + reached).json();
    assertThat(second.get("pending").asInt()).isZero();

    List<String> both = ids(first.get("results"));
    both.addAll(ids(second.get("results")));
    assertThat(both).containsExactlyInAnyOrder("a", "b", "c", "d");

    String end = second.get("last_seq").asText();
    assertThat(calls.get("/db").json().get("update_seq").asText()).isEqualTo(end);
    String rev = calls.get("/db/a").json().get("_rev").asText();
    calls.put("/db/a", "{\"_rev\":\"" + rev + "\"}");
    assertThat(ids(calls.get("/db/_changes?since=" + end).json().get("results")))
        .containsExactly("a");
  }

  @Test
  void changesShowTombstones() throws Exception {
    for (JsonNode change : calls.get("/db/_changes?include_docs=true").json().get("results")) {
      boolean deleted = change.get("id").asText().equals("c");
      assertThat(change.path("deleted").asBoolean()).isEqualTo(deleted);
      assertThat(change.get("doc").path("_deleted").asBoolean()).isEqualTo(deleted);
    }
  }

  @Test
  void aPlaceThatIsNoneIsRefused() throws Exception {
    assertThat(calls.get("/db/_changes?since=zzz").status()).isEqualTo(400);
  }

  private static List<String> ids(JsonNode rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.get("id").asText()));
    return ids;
  }
}
