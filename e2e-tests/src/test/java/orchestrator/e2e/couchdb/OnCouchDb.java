package orchestrator.e2e.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import orchestrator.e2e.harness.CouchDbEngine;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.couchdb.CouchDb;
import org.junit.jupiter.api.BeforeEach;

/** Gives a test a CouchDB of its own and servers on it. */
abstract class OnCouchDb extends OwnServer {
  protected static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The CouchDB, and the databases that the servers of this test share. */
  protected CouchDbEngine engine;

  @BeforeEach
  final void aCouchDb() throws Exception {
    engine = closing(CouchDbEngine.on(CouchDb.ofThisRun()));
  }

  /** Settings of a server with a folder of this name for its replica. */
  protected final ServerSettings server(String name) {
    return engine.settings(folder.resolve(name));
  }

  /** One of the organizations on {@code mychannel}. */
  protected final Party one(ServerProcess server) {
    return connect(server).as(ONE, "mychannel");
  }

  /** Registers and runs a bit of everything that has a state; {@code name} makes the names. */
  protected final void work(Party one, String name) {
    String function = name + " function";
    one.register(function(function));
    one.build(key(function));
    one.register(plan(name + " plan"));
    String parent = name + " parent";
    one.register(
        task(parent).setComputePlanKey(key(name + " plan")).setFunctionKey(key(function)),
        child(name + " child", parent)
            .setComputePlanKey(key(name + " plan"))
            .setFunctionKey(key(function)));
    one.start(key(parent));
    one.register(model(name + " model", parent));
    one.finish(key(parent));
  }

  /** Waits until writes are taken; a refusal before that must be UNAVAILABLE. */
  protected static void awaitWritable(Party party) throws Exception {
    await(
        "writes are taken",
        () -> {
          try {
            EventLog.mark(party);
            return true;
          } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
          }
        });
  }

  /** Waits until this holds, at most {@link #PATIENCE}. */
  protected static void await(String what, Callable<Boolean> holds) throws Exception {
    Waiting waiting = new Waiting(PATIENCE);
    while (!holds.call()) {
      assertThat(waiting.isOver()).as("waited in vain: %s", what).isFalse();
      waiting.pause();
    }
  }
}
