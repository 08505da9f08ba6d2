package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.server.Eventually;
import orchestrator.server.call.CallContext;
import orchestrator.server.event.Subscriber;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each event comes once in random programs, whatever happens to the peer and to the readers. */
class LedgerEventFeedProgramTest {
  private static final int STEPS = 400;
  private static final long MEMORY = 4096;

  private final FakePeer peer = new FakePeer();
  private final List<String> log = new ArrayList<>();

  /** A subscriber, and how many events of the log came before its start. */
  private record Reader(Subscriber subscriber, int start) {}

  private final List<Reader> readers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachSubscriberGetsEachEventOnceInCommitOrder(long seed) {
    Random random = new Random(seed);
    ExecutorService senders = Executors.newFixedThreadPool(3);
    try (ChannelBlocks blocks = ChannelBlocks.follow("channel", "Org", peer, MEMORY, senders);
        LedgerEventFeed feed =
            new LedgerEventFeed(List.of(blocks), Map.of(), CHAINCODE, organization -> senders)) {
      for (int step = 0; step < STEPS; step++) {
        step(random, feed, step + 1);
      }
      for (Reader reader : readers) {
        reader.subscriber().take(log.size());
      }
      for (Reader reader : readers) {
        List<String> expected = log.subList(reader.start(), log.size());
        Eventually.await(
            "all came", () -> reader.subscriber().received().size() >= expected.size());
      }
    } finally {
      senders.shutdownNow();
    }
    for (Reader reader : readers) {
      assertThat(reader.subscriber().failure()).isEmpty();
      assertThat(reader.subscriber().received()).isEqualTo(log.subList(reader.start(), log.size()));
    }
  }

  private void step(Random random, LedgerEventFeed feed, long block) {
    peer.commit(block(random, block));
    if (random.nextInt(10) == 0) {
      subscribe(random, feed);
    }
    if (random.nextInt(20) == 0) {
      peer.breakStreams();
    }
    if (!readers.isEmpty()) {
      readers.get(random.nextInt(readers.size())).subscriber().take(random.nextInt(20));
    }
    if (random.nextInt(50) == 0) {
      // Lets the readers catch up now and then, so that they stop at the newest block too.
      readers.forEach(reader -> reader.subscriber().take(log.size()));
    }
  }

  private Block block(Random random, long number) {
    BlockFixture block = new BlockFixture(number);
    for (int i = random.nextInt(4); i > 0; i--) {
      String transaction = "t" + number + "." + i;
      String[] ids = new String[random.nextInt(4)];
      for (int event = 0; event < ids.length; event++) {
        ids[event] = transaction + "." + event;
      }
      switch (random.nextInt(4)) {
        case 0 -> block.invalid(transaction, TxValidationCode.PHANTOM_READ_CONFLICT, ids);
        case 1 -> block.foreignTransaction(transaction, ids);
        default -> {
          block.transaction(transaction, ids);
          log.addAll(List.of(ids));
        }
      }
    }
    return block.build();
  }

  private void subscribe(Random random, LedgerEventFeed feed) {
    int start = random.nextInt(log.size() + 1);
    String startEventId = start == 0 ? "" : log.get(start - 1);
    Subscriber subscriber = new Subscriber(random.nextInt(10));
    CallContext caller = new CallContext("Org", "channel", Optional.empty(), () -> false);
    subscriber.begin(feed.subscribe(caller, startEventId, subscriber));
    readers.add(new Reader(subscriber, start));
  }
}
