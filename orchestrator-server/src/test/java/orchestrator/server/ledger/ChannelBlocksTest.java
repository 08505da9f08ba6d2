package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.server.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelBlocksTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final FakePeer peer = new FakePeer();
  private final ChannelBlocks blocks =
      ChannelBlocks.follow("channel", "Org", peer, command -> command.run());

  @AfterEach
  void close() {
    blocks.close();
  }

  @Test
  void thePositionIsKnownBeforeAnythingHappens() {
    assertThat(blocks.awaitHeight(1, LONG)).isTrue();
    assertThat(blocks.height()).isEqualTo(1);
    Eventually.await("it follows", blocks::isFollowing);
  }

  @Test
  void aCallerWaitsForABlock() {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> blocks.awaitHeight(3, LONG));
    peer.commit("a");
    assertThat(blocks.awaitHeight(2, LONG)).isTrue();
    assertThat(waiting).isNotDone();

    peer.commit("b");

    assertThat(waiting.join()).isTrue();
  }

  @Test
  void aCallerDoesNotWaitForEver() {
    assertThat(blocks.awaitHeight(100, SHORT)).isFalse();
  }

  @Test
  void nobodyWaitsAfterTheEnd() {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> blocks.awaitHeight(100, LONG.multipliedBy(10)));

    blocks.close();

    assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join()).isFalse();
  }

  @Test
  void aPeerThatIsAwayAtTheStartIsFollowedWhenItComes() {
    FakePeer late = new FakePeer();
    late.goAway();
    try (ChannelBlocks following =
        ChannelBlocks.follow("channel", "Org", late, command -> command.run())) {
      Eventually.await("it was tried twice", () -> late.attempts() > 1);
      assertThat(following.height()).isZero();
      assertThat(following.isFollowing()).isFalse();

      late.comeBack();

      assertThat(following.awaitHeight(1, LONG)).isTrue();
    }
  }

  @Test
  void aPeerThatComesBackIsFollowedAlthoughItHasNothingNew() {
    Eventually.await("it follows", blocks::isFollowing);
    peer.goAway();
    Eventually.await("the loss is known", () -> !blocks.isFollowing());

    peer.comeBack();

    Eventually.await("it follows again", blocks::isFollowing);
    assertThat(blocks.height()).isEqualTo(1);
  }

  @Test
  void blocksThatCameWhileThePeerWasAwayAreNotMissed() {
    Eventually.await("it follows", blocks::isFollowing);
    peer.goAway();
    peer.commit("a");
    peer.commit("b");
    peer.comeBack();

    assertThat(blocks.awaitHeight(3, LONG)).isTrue();
    assertThat(blocks.from(1).orElseThrow())
        .extracting(BlockEvents::number)
        .containsExactly(1L, 2L);
  }

  @Test
  void whatCameBeforeTheFirstBlockIsReadFromThePeer() {
    FakePeer old = new FakePeer();
    old.commit("e1");
    old.commit("e2");
    try (ChannelBlocks following =
        ChannelBlocks.follow("channel", "Org", old, command -> command.run())) {
      assertThat(following.awaitHeight(3, LONG)).isTrue();

      assertThat(following.isOlder(1)).isTrue();
      assertThat(following.from(1)).isEmpty();
      assertThat(following.isOlder(2)).isFalse();
      assertThat(following.from(2).orElseThrow()).hasSize(1);
      assertThat(following.from(3)).contains(List.of());
    }
  }

  @Test
  void beforeTheFirstBlockNothingIsOlder() {
    FakePeer late = new FakePeer();
    late.goAway();
    try (ChannelBlocks following =
        ChannelBlocks.follow("channel", "Org", late, command -> command.run())) {
      assertThat(following.isOlder(0)).isFalse();
      assertThat(following.from(0)).contains(List.of());
    }
  }

  @Test
  void anEventInMemoryIsFoundByChaincodeAndIdWithoutThePeer() {
    Eventually.await("it follows", blocks::isFollowing);
    peer.commit("e1");
    peer.commit("e2");
    assertThat(blocks.awaitHeight(3, LONG)).isTrue();

    assertThat(blocks.blockOf(BlockFixture.CHAINCODE, "e2")).hasValue(2);
    assertThat(peer.lookups()).isZero();
    assertThat(blocks.blockOf("other", "e2")).isEmpty();
    assertThat(blocks.blockOf(BlockFixture.CHAINCODE, "e3")).isEmpty();
    assertThat(peer.lookups()).isEqualTo(2);
  }

  @Test
  void blocksWithoutEventsTakeRoomToo() {
    try (ChannelBlocks narrow =
        ChannelBlocks.follow("channel", "Org", peer, 4096, command -> command.run())) {
      for (int number = 1; number <= 100; number++) {
        peer.commit(new BlockFixture(number).build());
      }
      assertThat(narrow.awaitHeight(101, LONG)).isTrue();

      assertThat(narrow.isOlder(50)).isTrue();
      assertThat(narrow.isOlder(100)).isFalse();
    }
  }

  @Test
  void theThreadEndsWithIt() {
    Eventually.await("it follows", blocks::isFollowing);
    assertThat(Threads.named("channel at the peer of Org")).isPositive();

    blocks.close();

    assertThat(Threads.named("channel at the peer of Org")).isZero();
    assertThat(peer.streams()).isZero();
  }
}
