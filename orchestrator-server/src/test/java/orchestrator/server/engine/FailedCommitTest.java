package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.emit;
import static orchestrator.server.engine.EngineFixture.has;
import static orchestrator.server.engine.EngineFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Times;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Test;

class FailedCommitTest {
  private final EngineFixture server = new EngineFixture(new QueueLimit(2000, 1 << 20));
  private final List<Long> times = new ArrayList<>();

  private void writeAndEmit(String name) {
    server.write(name, transaction -> putAndEmit(transaction, name));
  }

  private void putAndEmit(Transaction transaction, String name) {
    times.add(Times.micros(transaction.time()));
    put(transaction, name);
    emit(transaction, name);
  }

  /** The next commit fails, and these calls are run while it is under way. */
  private void nextCommitFails(Runnable meanwhile) {
    server.store.duringCommit(
        () -> {
          meanwhile.run();
          server.runAll();
          throw new StorageException("cut");
        });
  }

  @Test
  void nothingOfItIsAcknowledged() {
    writeAndEmit("a");
    server.runAll();
    server.store.breakDown();

    writeAndEmit("b");
    server.write("c", transaction -> assertThat(has(transaction, "b")).isTrue());
    server.runAll();

    assertThat(server.told).containsExactly("a ok", "b StorageException", "c StorageException");
    assertThat(server.recorder.failures).hasSize(1);
    assertThat(server.recorder.events).extracting(Event::getAssetKey).containsExactly("a");
  }

  @Test
  void theGroupAboveItFailsTooWhateverItsCallsCameTo() {
    nextCommitFails(
        () -> {
          writeAndEmit("b");
          server.write("c", transaction -> assertThat(has(transaction, "a")).isTrue());
          server.write(
              "d",
              transaction -> {
                throw Errors.invalid("there is an a");
              });
        });
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told)
        .containsExactly(
            "a StorageException", "b StorageException", "c StorageException", "d StorageException");
    assertThat(server.store.commits()).isZero();
    assertThat(server.recorder.events).isEmpty();
    assertThat(server.recorder.failures).hasSize(1);
    assertThat(server.engine.isDrained()).isTrue();
  }

  @Test
  void whatComesNextStartsFromTheDurableStateWithoutATrace() {
    writeAndEmit("first");
    server.runAll();
    nextCommitFails(() -> writeAndEmit("b"));
    writeAndEmit("a");
    server.runAll();

    server.write(
        "next",
        transaction -> {
          assertThat(has(transaction, "first")).isTrue();
          assertThat(has(transaction, "a")).isFalse();
          assertThat(has(transaction, "b")).isFalse();
          putAndEmit(transaction, "next");
        });
    server.runAll();

    assertThat(server.told)
        .containsExactly("first ok", "a StorageException", "b StorageException", "next ok");
    assertThat(times).containsExactly(1_000_000L, 1_000_001L, 1_000_002L, 1_000_001L);
    assertThat(server.recorder.events)
        .extracting(event -> event.getAssetKey() + " " + event.getId().substring(24))
        .containsExactly("first 000000000001", "next 000000000002");
  }

  @Test
  void callsThatStillWaitedAreRunOnTheDurableState() {
    nextCommitFails(
        () -> {
          for (int i = 0; i < 256; i++) {
            server.write("above", transaction -> assertThat(has(transaction, "a")).isTrue());
          }
          server.write("waiting", transaction -> assertThat(has(transaction, "a")).isFalse());
        });
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told)
        .hasSize(258)
        .startsWith("a StorageException", "above StorageException")
        .endsWith("above StorageException", "waiting ok");
  }

  @Test
  void aCommitThatFailsInTheMidstOfOthersTakesOnlyTheOneAboveIt() {
    server.store.duringCommit(
        () -> {
          writeAndEmit("b");
          server.runAll();
        });
    nextCommitFails(() -> writeAndEmit("c"));
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told)
        .containsExactlyInAnyOrder("a ok", "b StorageException", "c StorageException");
    assertThat(server.recorder.events).extracting(Event::getAssetKey).containsExactly("a");
  }
}
