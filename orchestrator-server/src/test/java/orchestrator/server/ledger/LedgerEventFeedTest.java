package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.Eventually;
import orchestrator.server.call.CallContext;
import orchestrator.server.event.Subscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerEventFeedTest {
  /** Room in memory for two blocks of one event, and not for three. */
  private static final long MEMORY =
      5L * BlockParser.parse(BlockFixture.block(1, "e1")).bytes() / 2;

  private final FakePeer peer = new FakePeer();
  private final ExecutorService senders = Executors.newFixedThreadPool(2);
  private final ChannelBlocks blocks =
      ChannelBlocks.follow("channel", "Org", peer, MEMORY, senders);
  private final LedgerEventFeed feed =
      new LedgerEventFeed(List.of(blocks), Map.of(), CHAINCODE, organization -> senders);

  @AfterEach
  void close() {
    feed.close();
    blocks.close();
    senders.shutdownNow();
  }

  @Test
  void eventsArriveAsTheyAreCommitted() {
    Subscriber subscriber = subscribe(Subscriber.fast(), "");

    commit("a", "b");
    awaitReceived(subscriber, "a", "b");
    commit("c");
    awaitReceived(subscriber, "a", "b", "c");
  }

  @Test
  void idsNeedNotSortLikeTheLog() {
    Subscriber subscriber = subscribe(Subscriber.fast(), "");

    commit("z", "m");
    commit("a");

    awaitReceived(subscriber, "z", "m", "a");
  }

  @Test
  void aNewSubscriberGetsAllThatWasEverCommitted() {
    commitOneByOne(10);

    awaitReceived(subscribe(Subscriber.fast(), ""), ids(1, 10));
  }

  @Test
  void aStreamBeginsAfterAnyEventInMemoryOrNot() {
    commit("a", "b", "c");
    commitOneByOne(10);

    awaitReceived(subscribe(Subscriber.fast(), "e9"), "e10");
    awaitReceived(subscribe(Subscriber.fast(), "e4"), ids(5, 10));
    awaitReceived(subscribe(Subscriber.fast(), "c"), ids(1, 10));

    List<String> afterA = new ArrayList<>(List.of("b", "c"));
    afterA.addAll(List.of(ids(1, 10)));
    awaitReceived(subscribe(Subscriber.fast(), "a"), afterA.toArray(String[]::new));
  }

  @Test
  void thePeerIsNotAskedForAnEventInMemory() {
    commit("a");
    commit("b");

    awaitReceived(subscribe(Subscriber.fast(), "a"), "b");

    assertThat(peer.lookups()).isZero();
  }

  @Test
  void aStreamAfterTheNewestEventWaitsForTheNextOne() {
    commit("a");
    Subscriber subscriber = subscribe(Subscriber.fast(), "a");
    commit("b");

    awaitReceived(subscriber, "b");
  }

  @Test
  void anUnknownEventIsNotFound() {
    commit("a");

    assertThatThrownBy(() -> subscribe(Subscriber.fast(), "x"))
        .isInstanceOfSatisfying(
            OrchestratorException.class,
            e -> assertThat(e.description()).isEqualTo("OE0002: event with key \"x\" not found"));
  }

  @Test
  void theEventsAreThoseOfTheChaincodeThatTheSubscriberNames() {
    peer.commit(new BlockFixture(1).transaction("t1", "a").foreignTransaction("t2", "b").build());
    Subscriber named = Subscriber.fast();
    named.begin(feed.subscribe(caller("Org", Optional.of("other")), "", named));

    awaitReceived(named, "b");
    awaitReceived(subscribe(Subscriber.fast(), ""), "a");
  }

  @Test
  void anOrganizationWithoutAPeerHereIsRefused() {
    Subscriber subscriber = Subscriber.fast();

    assertThatThrownBy(() -> feed.subscribe(caller("Stranger", Optional.empty()), "", subscriber))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage("organization \"Stranger\" is not served here");
  }

  @Test
  void aSlowSubscriberGetsAllAndHoldsUpNobody() {
    Subscriber slow = subscribe(new Subscriber(1), "");
    Subscriber fast = subscribe(Subscriber.fast(), "");
    commit("a", "b", "c");
    commitOneByOne(10);

    Eventually.await("the fast one has all", () -> fast.received().size() == 13);
    assertThat(slow.received()).containsExactly("a");
    Eventually.await("nothing is read for it", () -> peer.streams() == 1);
    while (slow.received().size() < 13) {
      int before = slow.received().size();
      slow.take(1);
      Eventually.await("it got one", () -> slow.received().size() > before);
      assertThat(slow.received()).hasSize(before + 1);
    }
    assertThat(slow.received()).isEqualTo(fast.received());
  }

  @Test
  void aReplayGoesOnWhenThePeerComesBack() {
    commitOneByOne(20);
    Subscriber subscriber = subscribe(new Subscriber(5), "");
    Eventually.await("it got five", () -> subscriber.received().size() == 5);

    peer.goAway();
    subscriber.take(5);
    Eventually.await("the peer was missed", () -> peer.attempts() > 3);
    assertThat(subscriber.failure()).isEmpty();
    peer.comeBack();
    subscriber.take(100);

    awaitReceived(subscriber, ids(1, 20));
  }

  @Test
  void aStreamFromTheBeginningEndsAtAPeerThatHasJoinedByASnapshot() {
    commitOneByOne(10);
    peer.forgetBefore(6);

    Subscriber fromTheBeginning = subscribe(Subscriber.fast(), "");
    Subscriber fromThere = subscribe(Subscriber.fast(), "e6");

    awaitReceived(fromThere, ids(7, 10));
    Eventually.await("it failed", () -> fromTheBeginning.failure().isPresent());
    assertThat(fromTheBeginning.received()).isEmpty();
    assertThat(fromTheBeginning.failure().orElseThrow())
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.status()).isEqualTo(io.grpc.Status.Code.FAILED_PRECONDITION))
        .hasMessage(
            "the peer has joined the channel by a snapshot and lacks block 0; begin after a later"
                + " event");
  }

  @Test
  void aReplayThatWaitsForThePeerEndsWhenTheSubscriberLeaves() {
    commitOneByOne(5);
    peer.hang();
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    Eventually.await("it reads", () -> peer.streams() == 2);

    subscriber.leave();

    Eventually.await("it reads no more", () -> peer.streams() == 1);
    peer.goOn();
    commit("a");
    assertThat(subscriber.received()).isEmpty();
    assertThat(subscriber.failure()).isEmpty();
  }

  @Test
  void noThreadIsLeftAfterTheEnd() {
    commitOneByOne(5);
    peer.hang();
    subscribe(Subscriber.fast(), "");
    Eventually.await("it reads", () -> peer.streams() == 2);

    feed.close();
    blocks.close();

    Eventually.await("the replay has ended", () -> Threads.named("replay-") == 0);
    assertThat(peer.streams()).isZero();
  }

  @Test
  void subscribersThatHaveAllNeedNeitherThreadNorStream() {
    commit("a");
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      subscribers.add(subscribe(Subscriber.fast(), "a"));
    }

    commit("b");

    for (Subscriber subscriber : subscribers) {
      awaitReceived(subscriber, "b");
    }
    assertThat(Threads.named("replay-")).isZero();
    assertThat(peer.streams()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadEndsTheStreamBeforeItAndThatOfNobodyElse() {
    Subscriber ours = subscribe(Subscriber.fast(), "");
    Subscriber theirs = Subscriber.fast();
    theirs.begin(feed.subscribe(caller("Org", Optional.of("other")), "", theirs));
    ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xff});

    peer.commit(
        new BlockFixture(1)
            .transaction("t1", "a")
            .valid("t2", BlockFixture.event(CHAINCODE, BlockFixture.ALL, garbage), garbage)
            .foreignTransaction("t3", "b")
            .build());
    peer.commit(new BlockFixture(2).transaction("t4", "c").foreignTransaction("t5", "d").build());

    awaitReceived(theirs, "b", "d");
    Eventually.await("it failed", () -> ours.failure().isPresent());
    assertThat(ours.received()).containsExactly("a");
    assertThat(ours.failure().orElseThrow())
        .hasMessage("the events of transaction t2 in block 1 of the ledger cannot be read");
  }

  @Test
  void aStreamWaitsForAPeerThatWasAwayAtTheStart() {
    FakePeer late = new FakePeer();
    late.commit("a");
    late.goAway();
    try (ChannelBlocks away = ChannelBlocks.follow("channel", "Org", late, MEMORY, senders);
        LedgerEventFeed waiting =
            new LedgerEventFeed(List.of(away), Map.of(), CHAINCODE, organization -> senders)) {
      Subscriber subscriber = Subscriber.fast();
      subscriber.begin(waiting.subscribe(caller("Org", Optional.empty()), "", subscriber));
      late.comeBack();

      awaitReceived(subscriber, "a");
    }
  }

  private void commit(String... eventIds) {
    peer.commit(eventIds);
    Eventually.await("the block is known", () -> blocks.height() == peer.height());
  }

  /** Commits the events {@code e1}, {@code e2} and so on, each in a block of its own. */
  private void commitOneByOne(int count) {
    for (String id : ids(1, count)) {
      commit(id);
    }
  }

  private static String[] ids(int first, int last) {
    String[] ids = new String[last - first + 1];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "e" + (first + i);
    }
    return ids;
  }

  private Subscriber subscribe(Subscriber subscriber, String startEventId) {
    subscriber.begin(feed.subscribe(caller("Org", Optional.empty()), startEventId, subscriber));
    return subscriber;
  }

  private static CallContext caller(String organization, Optional<String> chaincode) {
    return new CallContext(organization, "channel", chaincode, () -> false);
  }

  private static void awaitReceived(Subscriber subscriber, String... ids) {
    Eventually.await("all came", () -> subscriber.received().size() >= ids.length);
    assertThat(subscriber.received()).containsExactly(ids);
  }
}
