package orchestrator.server.couchdb.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeCouchDocumentsTest {
  private FakeCouch couch;
  private CouchCalls calls;

  @BeforeEach
  void startWithADatabase() throws IOException, InterruptedException {
    couch = FakeCouch.start();
    calls = CouchCalls.to(couch);
    assertThat(calls.put("/db", "").status()).isEqualTo(201);
  }

  @AfterEach
  void close() {
    couch.close();
  }

  @Test
  void aDatabaseIsMadeOnce() throws Exception {
    assertThat(calls.put("/db", "").status()).isEqualTo(412);
    assertThat(calls.delete("/db").status()).isEqualTo(200);
    assertThat(calls.get("/db").reason()).isEqualTo("Database does not exist.");
  }

  @Test
  void aDatabasesNameIsPercentDecodedAndChecked() throws Exception {
    assertThat(calls.put("/a%24%2Bb%2Fc", "").status()).isEqualTo(201);
    assertThat(calls.get("/a%24%2Bb%2Fc").json().get("db_name").asText()).isEqualTo("a$+b/c");
    assertThat(calls.put("/Upper", "").status()).isEqualTo(400);
    // A bare plus is a space.
    assertThat(calls.put("/a+b", "").status()).isEqualTo(400);
  }

  @Test
  void anUpdateMustNameTheNewestRevision() throws Exception {
    String first = calls.put("/db/a", "{\"n\":1}").rev();
    assertThat(first).matches("1-[0-9a-f]{32}");
    assertThat(calls.put("/db/a", "{\"n\":2}").status()).isEqualTo(409);
    String second = calls.put("/db/a", revision(first)).rev();
    assertThat(second).startsWith("2-");
    assertThat(calls.put("/db/a", revision(first)).status()).isEqualTo(409);
    assertThat(calls.put("/db/new", revision(first)).status()).isEqualTo(409);
    assertThat(calls.get("/db/a").json().get("_rev").asText()).isEqualTo(second);
  }

  @Test
  void aDeletedDocumentIsMadeAnewWithoutARevisionOnly() throws Exception {
    String first = calls.put("/db/a", "{}").rev();
    assertThat(calls.get("/db/b").reason()).isEqualTo("missing");
    String tombstone = calls.delete("/db/a?rev=" + first).rev();
    assertThat(calls.get("/db/a").reason()).isEqualTo("deleted");
    assertThat(calls.put("/db/a", revision(first)).status()).isEqualTo(409);
    assertThat(calls.put("/db/a", revision(tombstone)).status()).isEqualTo(409);
    assertThat(calls.put("/db/a", "{}").rev()).startsWith("3-");
  }

  @Test
  void aBulkWritesEachDocumentByItself() throws Exception {
    String a = calls.put("/db/a", "{}").rev();
    calls.put("/db/b", "{}");
    CouchCalls.Reply reply =
        calls.post(
            "/db/_bulk_docs",
            "{\"docs\":[{\"_id\":\"a\",\"_deleted\":true,\"_rev\":\"%s\"},{\"_id\":\"b\"},{\"_id\":\"c\"}]}"
                .formatted(a));
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().get(0).get("ok").asBoolean()).isTrue();
    assertThat(reply.json().get(1).get("error").asText()).isEqualTo("conflict");
    assertThat(reply.json().get(2).get("rev").asText()).startsWith("1-");
    assertThat(calls.get("/db/a").status()).isEqualTo(404);
    assertThat(calls.get("/db").json().get("doc_count").asInt()).isEqualTo(2);
  }

  @Test
  void wholeNumbersKeepTheirDigitsAndOthersAreDoubles() throws Exception {
    calls.put("/db/n", "{\"whole\":12345678901234567890,\"one\":1.0,\"exponent\":1e3}");
    assertThat(calls.get("/db/n").text())
        .contains("\"whole\":12345678901234567890,\"one\":1.0,\"exponent\":1000.0");
  }

  @Test
  void ofALocalDocumentTheLastWriteWins() throws Exception {
    assertThat(calls.put("/db/_local/x", "{\"n\":1}").rev()).isEqualTo("0-1");
    assertThat(calls.put("/db/_local/x", revision("0-1")).rev()).isEqualTo("0-2");
    assertThat(calls.put("/db/_local/x", "{\"n\":2}").rev()).isEqualTo("0-1");
    assertThat(calls.get("/db/_local/x").json().get("n").asInt()).isEqualTo(2);
    assertThat(calls.get("/db/_all_docs").json().get("rows")).isEmpty();
    assertThat(calls.get("/db/_changes").json().get("results")).isEmpty();
  }

  @Test
  void whatIsNoDocumentIsRefused() throws Exception {
    assertThat(calls.put("/db/a", "[]").reason()).isEqualTo("Document must be a JSON object");
    assertThat(calls.put("/db/a", "{").reason()).isEqualTo("invalid UTF-8 JSON");
    assertThat(calls.put("/db/_a", "{}").json().get("error").asText()).isEqualTo("illegal_docid");
    assertThat(calls.put("/db/a", "{\"_x\":1}").json().get("error").asText())
        .isEqualTo("doc_validation");
  }

  @Test
  void compactionsAreCounted() throws Exception {
    assertThat(calls.post("/db/_compact", "").status()).isEqualTo(202);
    assertThat(couch.compactions("db")).isEqualTo(1);
  }

  private static String revision(String rev) {
    return "{\"_rev\":\"" + rev + "\"}";
  }
}
