package orchestrator.e2e.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

/** A person who opens the database with a browser finds documents to read. */
class DocumentsTest extends OnCouchDb {

  private boolean has(String id) throws Exception {
    return engine.databases().has(engine.database("mychannel"), id);
  }

  private JsonObject asset(String id) throws Exception {
    return engine.databases().document(engine.database("mychannel"), id).getAsJsonObject("asset");
  }

  private String status(String id) throws Exception {
    return asset(id).get("status").getAsString();
  }

  @Test
  void aTaskIsReadWithItsStatusAndItsDates() throws Exception {
    ServerProcess server = start(server("data"));
    Party one = newMember(server, ONE);
    work(one, "some");
    String id = "computetask:" + key("some parent");
    await("the document has the last status", () -> has(id) && status(id).equals("STATUS_DONE"));

    JsonObject task = asset(id);

    assertThat(task.get("key").getAsString()).isEqualTo(key("some parent"));
    assertThat(task.get("worker").getAsString()).isEqualTo(ONE);
    Timestamp created = one.task(key("some parent")).getCreationDate();
    assertThat(Instant.parse(task.get("creation_date").getAsString()))
        .isEqualTo(Instant.ofEpochSecond(created.getSeconds(), created.getNanos()));
  }

  @Test
  void aPlanIsReadWithItsName() throws Exception {
    ServerProcess server = start(server("data"));
    Party one = newMember(server, ONE);
    one.register(plan("plan").setName("Grüße, \"Welt\""));
    String id = "computeplan:" + key("plan");
    await("the plan is there", () -> has(id));

    assertThat(asset(id).get("name").getAsString()).isEqualTo("Grüße, \"Welt\"");
  }

  @Test
  void eachChannelHasItsDatabase() throws Exception {
    ServerProcess server = start(server("data"));
    newMember(server, ONE);

    assertThat(engine.database("mychannel")).isNotEqualTo(engine.database("yourchannel"));
  }
}
