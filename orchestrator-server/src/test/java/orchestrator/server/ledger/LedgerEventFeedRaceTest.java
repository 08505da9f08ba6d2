package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.server.Eventually;
import orchestrator.server.call.CallContext;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.LoggedEvent;
import org.junit.jupiter.api.Test;

class LedgerEventFeedRaceTest {
  /** How often a subscriber that has all is asked whether it is ready. */
  private static final int QUESTIONS = 3;

  private static final CallContext CALLER =
      new CallContext("Org", "channel", Optional.empty(), () -> false);

  private final FakePeer peer = new FakePeer();

  @Test
  void aBlockThatComesWhileAStreamLooksForOneIsNotForgotten() {
    try (ChannelBlocks blocks =
            ChannelBlocks.follow("channel", "Org", peer, command -> command.run());
        LedgerEventFeed feed =
            new LedgerEventFeed(
                List.of(blocks), Map.of(), CHAINCODE, organization -> Runnable::run)) {
      peer.commit("a");
      assertThat(blocks.awaitHeight(2, Duration.ofSeconds(60))).isTrue();
      for (int question = 1; question <= QUESTIONS; question++) {
        String newest = question == 1 ? "a" : "b" + (question - 1);
        Latecomer subscriber = new Latecomer(question);

        feed.subscribe(CALLER, newest, subscriber);

        Eventually.await("the block was sent", () -> subscriber.received.getCount() == 0);
      }
    }
  }

  /** Has a block committed, and its stream woken, while it is asked whether it is ready. */
  private final class Latecomer implements EventSink {
    private final Thread subscribing = Thread.currentThread();
    private final CountDownLatch woken = new CountDownLatch(1);
    private final CountDownLatch received = new CountDownLatch(1);
    private final int question;
    private int questions;

    /**
     * A subscriber.
     *
     * @param question during which of the questions this happens
     */
    private Latecomer(int question) {
      this.question = question;
    }

    @Override
    public boolean isReady() {
      if (Thread.currentThread() != subscribing) {
        woken.countDown();
      } else if (++questions == question) {
        peer.commit("b" + question);
        awaitWoken();
      }
      return true;
    }

    private void awaitWoken() {
      try {
        assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
        // Between the question and the note that more is wanted there is nothing to wait for.
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void send(LoggedEvent event) {
      received.countDown();
    }

    @Override
    public void fail(Throwable why) {
      throw new AssertionError(why);
    }
  }
}
