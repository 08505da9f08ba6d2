package orchestrator.server.couchdb.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FakeCouchFaultsTest {
  private static final RequestMatcher PUTS = RequestMatcher.of("PUT", "/db/.*");
  private static final RequestMatcher BULKS = RequestMatcher.of("POST", "/db/_bulk_docs");
  private static final String FOUR =
      "{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"b\"},{\"_id\":\"c\"},{\"_id\":\"d\"}]}";

  private FakeCouch couch;
  private CouchCalls calls;

  @BeforeEach
  void startWithADatabase() throws IOException, InterruptedException {
    couch = FakeCouch.start();
    calls = CouchCalls.to(couch);
    calls.put("/db", "");
  }

  @AfterEach
  void close() {
    couch.close();
  }

  @Test
  void theNthRequestAloneIsStruck() throws Exception {
    couch.on(PUTS, 2, Fault.answer(503));
    assertThat(calls.put("/db/a", "{}").status()).isEqualTo(201);
    assertThat(calls.put("/db/b", "{}").status()).isEqualTo(503);
    assertThat(calls.put("/db/b", "{}").status()).isEqualTo(201);
    assertThat(couch.log().count(PUTS)).isEqualTo(3);
    assertThat(couch.log().entries()).contains(new RequestLog.Entry("PUT", "/db/b", 503));
  }

  @Test
  void aConnectionIsCutBeforeTheRequestIsApplied() throws Exception {
    couch.on(PUTS, 1, Fault.cutBefore());
    assertThatThrownBy(() -> calls.put("/db/a", "{}")).isInstanceOf(IOException.class);
    assertThat(calls.get("/db/a").status()).isEqualTo(404);
    assertThat(couch.log().entries())
        .contains(new RequestLog.Entry("PUT", "/db/a", RequestLog.NO_ANSWER));
  }

  @Test
  void aConnectionIsCutAfterTheRequestIsApplied() throws Exception {
    couch.on(PUTS, 1, Fault.cutAfter());
    assertThatThrownBy(() -> calls.put("/db/a", "{}")).isInstanceOf(IOException.class);
    assertThat(calls.get("/db/a").status()).isEqualTo(200);
    assertThat(couch.log().count(PUTS)).isEqualTo(1);
  }

  @Test
  void aConnectionIsCutInTheAnswer() throws Exception {
    couch.on(PUTS, 1, Fault.cutInAnswer());
    assertThatThrownBy(() -> calls.put("/db/a", "{}")).isInstanceOf(IOException.class);
    assertThat(calls.get("/db/a").status()).isEqualTo(200);
  }

  @Test
  void anAcceptedWriteMayHaveBeenMadeOrNot() throws Exception {
    couch.on(PUTS, 1, Fault.answer(202));
    couch.on(PUTS, 2, Fault.applyAndAnswer(202));
    couch.on(PUTS, 3, Fault.applyAndAnswer(500));
    assertThat(calls.put("/db/a", "{}").status()).isEqualTo(202);
    assertThat(calls.put("/db/b", "{}").status()).isEqualTo(202);
    assertThat(calls.put("/db/c", "{}").status()).isEqualTo(500);
    assertThat(calls.get("/db/a").status()).isEqualTo(404);
    assertThat(calls.get("/db/b").status()).isEqualTo(200);
    assertThat(calls.get("/db/c").status()).isEqualTo(200);
  }

  @Test
  void eachRequestFailsUntilTheFaultsAreCleared() throws Exception {
    couch.onEach(PUTS, Fault.htmlPage());
    assertThat(calls.put("/db/a", "{}").status()).isEqualTo(502);
    assertThat(calls.put("/db/a", "{}").text()).startsWith("<html>");
    couch.clearFaults();
    assertThat(calls.put("/db/a", "{}").status()).isEqualTo(201);
  }

  @Test
  void aDelayedRequestIsAppliedLateAndADelayedAnswerAtOnce() throws Exception {
    Duration patience = Duration.ofMillis(300);
    Duration delay = Duration.ofMillis(1500);
    couch.on(PUTS, 1, Fault.delayRequest(delay));
    couch.on(PUTS, 2, Fault.delayAnswer(delay));
    assertThatThrownBy(() -> calls.put("/db/late", "{}", patience))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(calls.get("/db/late").status()).isEqualTo(404);
    assertThatThrownBy(() -> calls.put("/db/soon", "{}", patience))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(calls.get("/db/soon").status()).isEqualTo(200);
    awaitDocument("/db/late");
  }

  @Test
  void aPartOfABulkIsRefused() throws Exception {
    couch.on(BULKS, 1, Fault.refuseInBulk("[bd]", "forbidden"));
    CouchCalls.Reply reply = calls.post("/db/_bulk_docs", FOUR);
    assertThat(reply.json().get(0).get("rev").asText()).startsWith("1-");
    assertThat(reply.json().get(1).get("error").asText()).isEqualTo("forbidden");
    assertThat(reply.json().get(2).get("id").asText()).isEqualTo("c");
    assertThat(reply.json().get(3).get("id").asText()).isEqualTo("d");
    assertThat(calls.get("/db/b").status()).isEqualTo(404);
    assertThat(calls.get("/db").json().get("doc_count").asInt()).isEqualTo(2);
  }

  @Test
  void aBulkFailsAfterItsFirstHalf() throws Exception {
    couch.on(BULKS, 1, Fault.failAfterHalfOfBulk());
    assertThat(calls.post("/db/_bulk_docs", FOUR).status()).isEqualTo(500);
    assertThat(calls.get("/db/b").status()).isEqualTo(200);
    assertThat(calls.get("/db/c").status()).isEqualTo(404);
  }

  @Test
  void aHangingServerAppliesRequestsWhenItGoesOn() throws Exception {
    couch.stopAnswering(Silence.HANGING);
    assertThatThrownBy(() -> calls.put("/db/a", "{}", Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    couch.goOnAnswering();
    awaitDocument("/db/a");
  }

  @Test
  void aRestartedServerForgetsRequestsUnderWayAndKeepsItsData() throws Exception {
    calls.put("/db/kept", "{}");
    couch.stopAnswering(Silence.HANGING);
    assertThatThrownBy(() -> calls.put("/db/a", "{}", Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    couch.stopAnswering(Silence.REFUSING);
    assertThatThrownBy(() -> calls.get("/db/kept")).isInstanceOf(IOException.class);
    couch.goOnAnswering();
    assertThat(calls.get("/db/kept").status()).isEqualTo(200);
    assertThat(calls.get("/db/a").status()).isEqualTo(404);
  }

  private void awaitDocument(String path) throws IOException, InterruptedException {
    for (int i = 0; i < 200 && calls.get(path).status() != 200; i++) {
      Thread.sleep(50);
    }
    assertThat(calls.get(path).status()).isEqualTo(200);
  }
}
