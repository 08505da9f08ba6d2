package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.Event;
import orchestrator.server.Eventually;
import orchestrator.server.call.CallContext;
import orchestrator.server.couchdb.fake.Silence;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.LoggedEvent;
import orchestrator.server.event.StandaloneEventFeed;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscribers see each event once and in order, whenever its commit is known. */
@Tag("slow")
class CouchStoreEventsTest {
  private final ExecutorService sender = Executors.newSingleThreadExecutor();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private StoreFixture fixture;
  private Member server;
  private ChannelEvents events;

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture = new StoreFixture(folder);
    server = fixture.openReadable("a").awaitLead();
    events = subscribed(server);
  }

  @AfterEach
  void close() {
    fixture.close();
    sender.shutdownNow();
  }

  private ChannelEvents subscribed(Member member) {
    ChannelEvents log = new ChannelEvents(member.store, 10, organization -> sender);
    member.store.onForeignChange(log::restart);
    EventFeed feed = new StandaloneEventFeed(Map.of(Member.CHANNEL, log));
    feed.subscribe(
        new CallContext("org1", Member.CHANNEL, Optional.empty(), () -> false),
        "",
        new EventSink() {
          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void send(LoggedEvent event) {
            received.add(event.id());
          }

          @Override
          public void fail(Throwable why) {
            received.add(why.toString());
          }
        });
    return log;
  }

  private static void emit(Member member, ChannelEvents log, String id) {
    Event event = Event.newBuilder().setId(id).build();
    Overlay changes = new Overlay(member.store.latest());
    Tables.EVENTS.add(changes, id, event);
    member.store.commit(member.store.term(), changes.changes());
    log.publish(List.of(event));
  }

  private void awaitReceived(String... ids) {
    Eventually.await("all events are there", () -> received.size() >= ids.length);
    assertThat(received).containsExactly(ids);
  }

  @Test
  void anEventOfACommitThatIsKnownLateComesInItsPlace() throws Exception {
    emit(server, events, "1");
    fixture.couch.stopAnswering(Silence.HANGING);
    assertThatThrownBy(() -> emit(server, events, "2")).isInstanceOf(StorageException.class);
    awaitReceived("1");

    fixture.couch.goOnAnswering();
    Eventually.await("it is known", server.store::isReady);
    awaitReceived("1", "2");
    emit(server, events, "3");

    awaitReceived("1", "2", "3");
  }

  /** A server that follows the one that leads, after an event that nobody has received from it. */
  private Member standbyWithAnEvent() {
    emit(server, events, "1");
    awaitReceived("1");
    received.clear();
    Member standby = fixture.openReadable("b");
    Eventually.await(
        "it follows", () -> standby.position() == server.position() && standby.store.isReady());
    return standby;
  }

  @Test
  void eventsOfTheLeaderReachTheSubscribersOfAStandby() {
    Member standby = standbyWithAnEvent();
    ChannelEvents none = new ChannelEvents(server.store, 10, organization -> sender);
    subscribed(standby);

    emit(server, none, "2");
    emit(server, none, "3");

    awaitReceived("1", "2", "3");
  }

  @Test
  void eventsGoOnWhenAStandbyLeads() {
    Member standby = standbyWithAnEvent();
    ChannelEvents log = subscribed(standby);

    server.kill();
    standby.awaitLead();
    emit(standby, log, "2");

    awaitReceived("1", "2");
  }
}
