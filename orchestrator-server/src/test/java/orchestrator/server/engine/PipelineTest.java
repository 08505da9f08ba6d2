package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.emit;
import static orchestrator.server.engine.EngineFixture.has;
import static orchestrator.server.engine.EngineFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.lib.error.Errors;
import orchestrator.proto.Event;
import orchestrator.server.call.QueueLimit;
import org.junit.jupiter.api.Test;

/** What happens while a commit is under way: the tests act from within it. */
class PipelineTest {
  private final EngineFixture server = new EngineFixture(new QueueLimit(2000, 1 << 20));
  private final List<String> ran = new ArrayList<>();

  private void writeAndEmit(String name) {
    server.write(
        name,
        transaction -> {
          ran.add(name);
          put(transaction, name);
          emit(transaction, name);
        });
  }

  @Test
  void theNextCallsRunOnTopOfTheGroupAndAreToldNothing() {
    server.store.duringCommit(
        () -> {
          server.write(
              "b",
              transaction -> {
                assertThat(has(transaction, "a")).isTrue();
                ran.add("b");
                put(transaction, "b");
              });
          server.runAll();
          assertThat(ran).containsExactly("a", "b");
          assertThat(server.told).isEmpty();
        });
    server.store.duringCommit(() -> assertThat(server.told).doesNotContain("b ok"));
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told).containsExactlyInAnyOrder("a ok", "b ok");
    assertThat(server.store.commits()).isEqualTo(2);
  }

  @Test
  void whoeverChangedNothingStillWaitsForWhatItSaw() {
    server.store.duringCommit(
        () -> {
          server.write("b", transaction -> assertThat(has(transaction, "a")).isTrue());
          server.write(
              "c",
              transaction -> {
                throw Errors.invalid("there is an a");
              });
          server.runAll();
          assertThat(server.told).isEmpty();
        });
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told).containsExactlyInAnyOrder("a ok", "b ok", "c OE0101: there is an a");
    assertThat(server.store.commits()).isEqualTo(1);
  }

  @Test
  void callsThatComeOneByOneDuringACommitBecomeOneGroup() {
    server.store.duringCommit(
        () -> {
          for (String name : List.of("b", "c", "d")) {
            writeAndEmit(name);
            server.runAll();
          }
        });
    writeAndEmit("a");

    server.runAll();

    assertThat(ran).containsExactly("a", "b", "c", "d");
    assertThat(server.store.commits()).isEqualTo(2);
  }

  @Test
  void aStoreDoesNotIdleUntilAllThatWaitHaveRun() {
    server.store.duringCommit(
        () -> {
          assertThat(ran).hasSize(16);
          server.runAll();
          assertThat(ran).hasSize(40);
          assertThat(server.told).isEmpty();
        });
    for (int i = 0; i < 40; i++) {
      writeAndEmit("w" + i);
    }

    server.runAll();

    assertThat(server.store.commits()).isEqualTo(2);
    assertThat(server.told).hasSize(40).doesNotHaveDuplicates().allMatch(t -> t.endsWith(" ok"));
  }

  @Test
  void groupsCommitAndPublishInTheOrderOfTheLog() {
    int groups = 50;
    for (int i = 1; i < groups; i++) {
      String name = "w" + i;
      server.store.duringCommit(
          () -> {
            writeAndEmit(name);
            server.runAll();
          });
    }
    writeAndEmit("w0");

    server.runAll();

    List<String> names = IntStream.range(0, groups).mapToObj(i -> "w" + i).toList();
    assertThat(server.store.commits()).isEqualTo(groups);
    assertThat(server.recorder.events)
        .extracting(Event::getAssetKey)
        .containsExactlyElementsOf(names);
    assertThat(server.recorder.events).extracting(Event::getId).isSorted().doesNotHaveDuplicates();
    assertThat(server.told)
        .containsExactlyInAnyOrderElementsOf(names.stream().map(name -> name + " ok").toList());
  }

  @Test
  void aFullGroupWaitsForTheOneBeforeItAndFurtherCallsForBoth() {
    server.store.duringCommit(
        () -> {
          for (int i = 0; i < 300; i++) {
            writeAndEmit("w" + i);
          }
          server.runAll();
          assertThat(ran).hasSize(1 + 256);
          assertThat(server.queued()).isEqualTo(44);
        });
    server.store.duringCommit(server::runAll);
    writeAndEmit("a");

    server.runAll();

    assertThat(server.store.commits()).isEqualTo(3);
    assertThat(server.told).hasSize(301).doesNotHaveDuplicates().allMatch(t -> t.endsWith(" ok"));
    assertThat(server.queued()).isZero();
  }

  @Test
  void theEngineIsDrainedWhenAllAreAnsweredAndNotBefore() {
    server.store.duringCommit(
        () -> {
          writeAndEmit("b");
          server.runAll();
          server.engine.stop();
          assertThat(server.queued()).isZero();
          assertThat(server.engine.isDrained()).isFalse();
        });
    server.store.duringCommit(() -> assertThat(server.engine.isDrained()).isFalse());
    writeAndEmit("a");

    server.runAll();

    assertThat(server.told).containsExactlyInAnyOrder("a ok", "b ok");
    assertThat(server.engine.isDrained()).isTrue();
  }
}
