package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.emit;
import static orchestrator.server.engine.EngineFixture.has;
import static orchestrator.server.engine.EngineFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Key;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final EngineFixture server = new EngineFixture();

  @Test
  void callsThatWaitTogetherBecomeDurableInOneCommit() {
    server.write("a", transaction -> put(transaction, "a"));
    server.write("b", transaction -> put(transaction, "b"));
    server.write("c", "org2", transaction -> put(transaction, "c"));

    server.runAll();

    assertThat(server.store.commits()).isEqualTo(1);
    assertThat(server.told).containsExactlyInAnyOrder("a ok", "b ok", "c ok");
  }

  @Test
  void nobodyIsAnsweredBeforeTheCommit() {
    server.write(
        "a",
        transaction -> {
          put(transaction, "a");
          assertThat(server.told).isEmpty();
        });
    server.write("b", transaction -> assertThat(server.told).isEmpty());
    server.store.duringCommit(() -> assertThat(server.told).isEmpty());

    assertThat(server.told).isEmpty();
    server.runAll();
    assertThat(server.told).containsExactly("a ok", "b ok");
  }

  @Test
  void aCallSeesWhatThoseBeforeItInItsGroupWrote() {
    server.write("a", transaction -> put(transaction, "a"));
    server.write("b", transaction -> assertThat(has(transaction, "a")).isTrue());

    server.runAll();

    assertThat(server.told).containsExactly("a ok", "b ok");
  }

  @Test
  void aCallThatChangesMoreThanThereIsMemoryForFailsAndTheOthersDoNot() {
    byte[] mebibyte = new byte[1 << 20];
    long mebibytes = Runtime.getRuntime().maxMemory() / mebibyte.length;
    server.write("a", transaction -> put(transaction, "a"));
    server.write(
        "b",
        transaction -> {
          for (int i = 0; i < mebibytes; i++) {
            transaction.database().put(Key.of("t", "b" + i), mebibyte);
          }
        });
    server.write("c", transaction -> assertThat(has(transaction, "b0")).isFalse());

    server.runAll();

    assertThat(server.told).containsExactlyInAnyOrder("a ok", "b CallTooLargeException", "c ok");
  }

  @Test
  void aCallThatFailsLeavesNoTraceInItsGroup() {
    server.write(
        "a",
        transaction -> {
          put(transaction, "a");
          emit(transaction, "a");
          throw Errors.invalid("no");
        });
    server.write("b", transaction -> assertThat(has(transaction, "a")).isFalse());
    server.write("c", transaction -> emit(transaction, "c"));

    server.runAll();

    assertThat(server.told).containsExactly("a OE0101: no", "b ok", "c ok");
    assertThat(server.recorder.events).extracting(Event::getAssetKey).containsExactly("c");
  }

  @Test
  void aCallWithAnUnexpectedFaultDoesNotTakeOthersWithIt() {
    server.write(
        "a",
        transaction -> {
          throw new IllegalStateException("a bug");
        });
    server.write("b", transaction -> put(transaction, "b"));

    server.runAll();

    assertThat(server.told).containsExactly("a IllegalStateException", "b ok");
  }

  @Test
  void anAnswerThatCannotBeSentDoesNotKeepTheOthersFromTheirs() {
    server.writeThatCannotBeAnswered("a", transaction -> emit(transaction, "a"));
    server.write("b", transaction -> put(transaction, "b"));

    server.runAll();

    assertThat(server.told).containsExactly("b ok");
    assertThat(server.recorder.events).hasSize(1);
    assertThat(server.recorder.failures).isEmpty();
  }

  @Test
  void aCallWhoseClientHasGoneIsNotRun() {
    server.writeOfOneThatHasGone("a", transaction -> put(transaction, "a"));

    server.runAll();

    assertThat(server.told).containsExactly("a CancellationException");
    assertThat(server.store.commits()).isZero();
  }
}
