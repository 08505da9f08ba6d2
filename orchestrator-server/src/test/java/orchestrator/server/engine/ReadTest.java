package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.has;
import static orchestrator.server.engine.EngineFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadTest {
  private final EngineFixture server = new EngineFixture();

  @Test
  void aReadDoesNotWaitForTheWriter() {
    server.write("a", transaction -> put(transaction, "a"));

    server.read("r", transaction -> assertThat(has(transaction, "a")).isFalse());

    assertThat(server.told).containsExactly("r ok");
  }

  @Test
  void aReadDoesNotSeeWhatIsBeingCommitted() {
    server.store.duringCommit(
        () -> server.read("r", transaction -> assertThat(has(transaction, "a")).isFalse()));
    server.write("a", transaction -> put(transaction, "a"));

    server.runAll();

    assertThat(server.told).containsExactly("r ok", "a ok");
  }

  @Test
  void aReadSeesWhatACallWroteThatWasAnswered() {
    server.write("a", transaction -> put(transaction, "a"));
    server.runAll();

    server.read("r", transaction -> assertThat(has(transaction, "a")).isTrue());

    assertThat(server.told).containsExactly("a ok", "r ok");
  }

  @Test
  void aReadThatWritesIsAFault() {
    server.read("r", transaction -> put(transaction, "r"));

    assertThat(server.told).containsExactly("r IllegalStateException");
  }

  @Test
  void readsGoOnWhenTheStoreTakesNoMoreCommits() {
    server.write("a", transaction -> put(transaction, "a"));
    server.runAll();
    server.store.breakDown();
    server.write("b", transaction -> put(transaction, "b"));
    server.runAll();

    server.read("r", transaction -> assertThat(has(transaction, "a")).isTrue());
    server.read("s", transaction -> assertThat(has(transaction, "b")).isFalse());

    assertThat(server.told).endsWith("r ok", "s ok");
  }
}
