package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerChannelTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ManagedChannel nowhere = InProcessChannelBuilder.forName("nowhere").build();
  private final Peer first = new Peer();
  private final Peer second = new Peer();

  @AfterEach
  void disconnect() {
    nowhere.shutdownNow();
  }

  @Test
  void anOrganizationThatIsNotServedIsDenied() {
    assertThatThrownBy(() -> channel(SHORT).of("org3"))
        .isInstanceOfSatisfying(
            OrchestratorException.class,
            denied -> assertThat(denied.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
        .hasMessage("organization \"org3\" is not served here");
  }

  @Test
  void eachOrganizationHasItsPeer() {
    LedgerChannel channel = channel(SHORT);

    assertThat(channel.of("org1").peer().organization()).isEqualTo("org1");
    assertThat(channel.of("org2").height()).isSameAs(second);
  }

  @Test
  void nobodyWaitsBeforeAnythingWasAcknowledged() {
    assertThatCode(() -> channel(SHORT).awaitAllCaughtUp("org1")).doesNotThrowAnyException();
  }

  @Test
  void aCallWaitsForAPeerThatIsBehindWhatAnotherHasAcknowledged() throws Exception {
    LedgerChannel channel = channel(LONG);
    channel.acknowledge(4, "org1");

    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> channel.awaitCaughtUp("org2"));
    Eventually.await("the call waits", () -> second.waitedFor.contains(5L));
    second.blocks.set(4);
    assertThat(call).isNotDone();
    second.blocks.set(5);

    call.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aPeerThatStaysBehindIsUnavailable() {
    LedgerChannel channel = channel(SHORT);
    channel.acknowledge(4, "org1");
    second.blocks.set(4);

    assertThatThrownBy(() -> channel.awaitCaughtUp("org2"))
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAVAILABLE))
        .hasMessage("the peer of organization \"org2\" is behind the others");
  }

  @Test
  void thePeerThatToldOfTheNewestBlockIsNotWaitedFor() {
    LedgerChannel channel = channel(SHORT);
    channel.acknowledge(4, "org1");

    assertThatCode(() -> channel.awaitCaughtUp("org1")).doesNotThrowAnyException();
  }

  @Test
  void anOlderBlockThatIsAcknowledgedLaterDoesNotCount() {
    LedgerChannel channel = channel(SHORT);
    channel.acknowledge(4, "org1");
    channel.acknowledge(2, "org2");
    second.blocks.set(3);

    assertThatThrownBy(() -> channel.awaitCaughtUp("org2")).isInstanceOf(LedgerException.class);
  }

  @Test
  void aWriteWaitsForTheOtherPeersThatHaveToEndorse() throws Exception {
    LedgerChannel channel = channel(LONG);
    channel.acknowledge(4, "org1");

    CompletableFuture<Void> call =
        CompletableFuture.runAsync(() -> channel.awaitAllCaughtUp("org1"));
    Eventually.await("the call waits", () -> second.waitedFor.contains(5L));
    assertThat(call).isNotDone();
    second.blocks.set(5);

    call.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aWriteWaitsUntilTheOtherPeersShowWhatTheCallersPeerShows() throws Exception {
    LedgerChannel channel = channel(LONG);
    first.blocks.set(3);

    CompletableFuture<Void> call =
        CompletableFuture.runAsync(() -> channel.awaitAllCaughtUp("org1"));
    Eventually.await("the call waits", () -> second.waitedFor.contains(3L));
    second.blocks.set(3);

    call.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aWriteDoesNotWaitForAPeerThatIsAway() {
    LedgerChannel channel = channel(LONG);
    channel.acknowledge(4, "org1");
    second.following = false;

    channel.awaitAllCaughtUp("org1");

    assertThat(second.waitedFor).isEmpty();
  }

  @Test
  void aWriteGoesOnWithoutAnotherPeerThatStaysBehind() {
    LedgerChannel channel = channel(SHORT);
    channel.acknowledge(4, "org1");

    assertThatCode(() -> channel.awaitAllCaughtUp("org1")).doesNotThrowAnyException();
    assertThat(second.waitedFor).containsExactly(5L);
  }

  @Test
  void allOtherPeersTogetherAreWaitedForNoLongerThanOneOfThem() {
    LedgerChannel channel = channel(LONG);
    Peer third = new Peer();
    channel.add(new LedgerChannel.Member(PeerFixture.peer("org3", nowhere), third));
    channel.acknowledge(4, "org1");

    channel.awaitAllCaughtUp("org1");

    assertThat(second.waited).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    // The first of them has used it up.
    assertThat(third.waitedFor).containsExactly(5L);
    assertThat(third.waited).isZero();
  }

  private LedgerChannel channel(Duration patience) {
    LedgerChannel channel = new LedgerChannel(patience);
    channel.add(new LedgerChannel.Member(PeerFixture.peer("org1", nowhere), first));
    channel.add(new LedgerChannel.Member(PeerFixture.peer("org2", nowhere), second));
    return channel;
  }

  /** Shows blocks when it is told to. */
  private static final class Peer implements PeerHeight {
    private final AwaitableHeight blocks = new AwaitableHeight();
    private final List<Long> waitedFor = new CopyOnWriteArrayList<>();
    private volatile boolean following = true;
    private volatile Duration waited = Duration.ZERO;

    @Override
    public long height() {
      return blocks.get();
    }

    @Override
    public boolean awaitHeight(long height, Duration most) {
      waitedFor.add(height);
      waited = most;
      return blocks.await(height, most);
    }

    @Override
    public boolean isFollowing() {
      return following;
    }
  }
}
