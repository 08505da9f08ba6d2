package orchestrator.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer on threads: each call takes the next number and leaves it under its name. */
@Timeout(120)
@Tag("slow")
class WriterThreadsTest {
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Key LAST = Key.of("t", "last");
  private static final int CLIENTS = 4;
  private static final int CALLS_OF_A_CLIENT = 5_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final TestStore store = new TestStore();
  private final Recorder recorder = new Recorder();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicInteger told = new AtomicInteger();
  private final StandaloneEngine engine =
      new StandaloneEngine(
          Map.of("mychannel", store),
          new QueueLimit(1 << 20, 1L << 40),
          Clock.system(),
          threads,
          channel ->
              new ChannelListener() {
                @Override
                public void committed(int calls, long nanos, List<Event> events) {
                  recorder.committed(calls, nanos, events);
                }

                @Override
                public void refused() {
                  recorder.refused();
                }

                @Override
                public void ahead(long micros, long clock) {}

                @Override
                public void failed(Throwable why) {
                  failed.countDown();
                }
              });

  @AfterEach
  void endTheThreads() {
    threads.shutdownNow();
    clients.shutdownNow();
  }

  private void call(String name, String organization, Function<Transaction, Integer> work) {
    engine.execute(
        new CallContext(organization, "mychannel", Optional.empty(), () -> false),
        new Operation<>(
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            (transaction, request) ->
                orchestrator.proto.Function.newBuilder()
                    .setKey(work.apply(transaction).toString())
                    .build(),
            SizeLimits.USUAL),
        NewFunction.getDefaultInstance(),
        new AnswerCallback<>() {
          @Override
          public void answered(orchestrator.proto.Function answer) {
            acknowledged.put(name, Integer.valueOf(answer.getKey()));
            told.incrementAndGet();
          }

          @Override
          public void failed(Throwable why) {
            assertThat(why).isInstanceOf(StorageException.class);
            refused.add(name);
            told.incrementAndGet();
          }
        });
  }

  private static int takeNumber(Transaction transaction, String name) {
    int number = number(transaction.database().get(LAST)).orElse(0) + 1;
    byte[] text = String.valueOf(number).getBytes(UTF_8);
    transaction.database().put(LAST, text);
    transaction.database().put(Key.of("t", name), text);
    transaction.emit(Event.newBuilder().setAssetKey(name));
    return number;
  }

  private static Optional<Integer> number(Optional<byte[]> value) {
    return value.map(bytes -> Integer.valueOf(new String(bytes, UTF_8)));
  }

  private void drain() throws InterruptedException {
    engine.stop();
    while (!engine.isDrained()) {
      Thread.sleep(POLL.toMillis());
    }
  }

  @Test
  void aCommitThatFailsWhileTheGroupAboveItIsBeingFilledTakesItToo() throws Exception {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch filling = new CountDownLatch(1);
    store.duringCommit(
        () -> {
          committing.countDown();
          await(filling);
          throw new StorageException("cut");
        });
    call("a", "org1", transaction -> takeNumber(transaction, "a"));
    await(committing);
    call(
        "b",
        "org1",
        transaction -> {
          filling.countDown();
          await(failed);
          return takeNumber(transaction, "b");
        });
    await(failed);
    drain();

    assertThat(acknowledged).isEmpty();
    assertThat(refused).containsExactlyInAnyOrder("a", "b");
    assertThat(store.commits()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void whatIsAcknowledgedIsDurableAndInOrder(long seed) throws Exception {
    int failures = letCommitsFail(seed);

    for (int client = 0; client < CLIENTS; client++) {
      String organization = "org" + client;
      clients.execute(
          () -> {
            for (int i = 0; i < CALLS_OF_A_CLIENT; i++) {
              String name = organization + ":" + i;
              call(name, organization, transaction -> takeNumber(transaction, name));
            }
          });
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(60, SECONDS)).isTrue();
    drain();

    assertThat(told).hasValue(CLIENTS * CALLS_OF_A_CLIENT);
    assertThat(acknowledged.size() + refused.size()).isEqualTo(CLIENTS * CALLS_OF_A_CLIENT);
    assertThat(refused).hasSizeGreaterThanOrEqualTo(failures);
    assertThat(refused.isEmpty()).isEqualTo(failures == 0);
    assertThat(durable()).isEqualTo(acknowledged);
    assertThat(acknowledged.values())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, acknowledged.size()).boxed().toList());
    assertThat(recorder.events)
        .extracting(event -> acknowledged.get(event.getAssetKey()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, acknowledged.size()).boxed().toList());
    assertThat(recorder.events).extracting(Event::getId).isSorted().doesNotHaveDuplicates();
    callsOfEachClientKeepTheirOrder();
  }

  /** Even a group of the greatest size leaves more commits than these to so many calls. */
  private int letCommitsFail(long seed) {
    Random random = new Random(seed);
    Set<Integer> failing =
        seed == 0
            ? Set.of()
            : random.ints(8, 0, 60).boxed().collect(Collectors.toUnmodifiableSet());
    for (int commit = 0; commit < 60; commit++) {
      boolean fails = failing.contains(commit);
      store.duringCommit(
          () -> {
            if (fails) {
              throw new StorageException("cut");
            }
          });
    }
    return failing.size();
  }

  private Map<String, Integer> durable() {
    return IntStream.range(0, CLIENTS * CALLS_OF_A_CLIENT)
        .mapToObj(i -> "org" + i % CLIENTS + ":" + i / CLIENTS)
        .filter(name -> store.latest().get(Key.of("t", name)).isPresent())
        .collect(
            Collectors.toMap(
                name -> name, name -> number(store.latest().get(Key.of("t", name))).orElseThrow()));
  }

  private void callsOfEachClientKeepTheirOrder() {
    for (int client = 0; client < CLIENTS; client++) {
      String organization = "org" + client;
      assertThat(
              IntStream.range(0, CALLS_OF_A_CLIENT)
                  .mapToObj(i -> organization + ":" + i)
                  .filter(acknowledged::containsKey)
                  .map(acknowledged::get))
          .isSorted();
    }
  }
}
