package orchestrator.server.couchdb.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FakeCouchSettingsTest {
  @Test
  void onlyTheLoginIsLetIn() throws Exception {
    try (FakeCouch couch = FakeCouch.start(FakeCouchSettings.defaults().login("admin", "secret"))) {
      CouchCalls nobody = CouchCalls.to(couch);
      assertThat(nobody.get("/").status()).isEqualTo(200);
      assertThat(nobody.put("/db", "").status()).isEqualTo(401);
      CouchCalls.Reply wrong = nobody.as("admin:wrong").get("/");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.reason()).isEqualTo("Name or password is incorrect.");
      assertThat(nobody.as("admin:secret").put("/db", "").status()).isEqualTo(201);
    }
  }

  @Test
  void aDocumentOverTheLimitIsRefusedAndABulkWithItAsAWhole() throws Exception {
    try (FakeCouch couch = FakeCouch.start(FakeCouchSettings.defaults().maxDocumentSize(20))) {
      CouchCalls calls = CouchCalls.to(couch);
      calls.put("/db", "");
      String large = "\"text\":\"" + "x".repeat(20) + "\"}";
      CouchCalls.Reply reply = calls.put("/db/a", "{" + large);
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.json().get("error").asText()).isEqualTo("document_too_large");
      CouchCalls.Reply bulk =
          calls.post(
              "/db/_bulk_docs",
              "{\"docs\":[{\"_id\":\"small\"},{\"_id\":\"large\"," + large + "]}");
      assertThat(bulk.status()).isEqualTo(413);
      assertThat(bulk.reason()).isEqualTo("large");
      assertThat(calls.get("/db/small").status()).isEqualTo(404);
    }
  }

  @Test
  void pouchDbKnowsLocalConflictsTakesTombstonesRevisionsAndRoundsNumbers() throws Exception {
    try (FakeCouch couch = FakeCouch.start(FakeCouchSettings.defaults().flavour(Flavour.POUCHDB))) {
      CouchCalls calls = CouchCalls.to(couch);
      calls.put("/db", "");
      assertThat(calls.put("/db/_local/x", "{}").rev()).isEqualTo("0-1");
      assertThat(calls.put("/db/_local/x", "{}").status()).isEqualTo(409);
      assertThat(calls.put("/db/_local/x", "{\"_rev\":\"0-1\"}").rev()).isEqualTo("0-2");

      String first = calls.put("/db/a", "{}").rev();
      String tombstone = calls.delete("/db/a?rev=" + first).rev();
      assertThat(calls.put("/db/a", "{\"_rev\":\"" + first + "\"}").status()).isEqualTo(409);
      assertThat(calls.put("/db/a", "{\"_rev\":\"" + tombstone + "\"}").status()).isEqualTo(201);

      calls.put("/db/n", "{\"whole\":9007199254740993,\"one\":1.0}");
      assertThat(calls.get("/db/n").text()).contains("\"whole\":9007199254740992,\"one\":1}");
    }
  }
}
