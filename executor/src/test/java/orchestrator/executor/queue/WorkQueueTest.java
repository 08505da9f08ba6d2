package orchestrator.executor.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.executor.Execution;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.Works;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final List<Run> started = new ArrayList<>();

  private static WorkQueue queue(int concurrency, int waiting) {
    return new WorkQueue("e", new QueueLimits(concurrency, waiting, 1 << 20), Runnable::run);
  }

  private Execution submit(WorkQueue queue, String name, String graph, int priority) {
    Work work = Works.of("any", "").named(name).graph(graph, priority).work();
    return queue.submit(
        work,
        () -> {
          Run run = new Run(work);
          run.onCancel(run::endCanceled);
          started.add(run);
          return run;
        });
  }

  private List<String> names() {
    return started.stream().map(run -> run.work().name()).toList();
  }

  private static void end(Run run) {
    run.succeed(run.work().outputs(), "");
  }

  private void endAllInOrder() {
    for (int i = 0; i < started.size(); i++) {
      end(started.get(i));
    }
  }

  @Test
  void onlySoManyRunAtATime() {
    WorkQueue queue = queue(2, 10);
    for (String name : List.of("a", "b", "c", "d")) {
      submit(queue, name, "g", 0);
    }

    assertThat(names()).containsExactly("a", "b");
    assertThat(queue.running()).isEqualTo(2);
    assertThat(queue.waiting()).isEqualTo(2);

    end(started.get(1));

    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void ofAGraphTheHighestPriorityIsNextAndThenTheOldest() {
    WorkQueue queue = queue(1, 10);
    submit(queue, "first", "g", 0);
    submit(queue, "low", "g", Integer.MIN_VALUE);
    submit(queue, "normal", "g", 0);
    submit(queue, "high", "g", Integer.MAX_VALUE);
    submit(queue, "normal too", "g", 0);

    endAllInOrder();

    assertThat(names()).containsExactly("first", "high", "normal", "normal too", "low");
  }

  @Test
  void graphsTakeTurnsWhateverTheirPriorities() {
    WorkQueue queue = queue(1, 10);
    submit(queue, "a1", "a", 9);
    submit(queue, "a2", "a", 9);
    submit(queue, "a3", "a", 9);
    submit(queue, "b1", "b", 0);
    submit(queue, "b2", "b", 0);

    endAllInOrder();

    assertThat(names()).containsExactly("a1", "a2", "b1", "a3", "b2");
  }

  @Test
  void theGraphWithTheFewestRunningIsNext() {
    WorkQueue queue = queue(3, 10);
    for (int i = 1; i <= 5; i++) {
      submit(queue, "a" + i, "a", 0);
    }
    submit(queue, "b1", "b", 0);
    submit(queue, "b2", "b", 0);

    end(started.get(0));
    end(started.get(1));

    assertThat(names()).containsExactly("a1", "a2", "a3", "b1", "a4");
  }

  @Test
  void aFullQueueFailsWhatComesWithAReason() {
    WorkQueue queue = queue(1, 2);
    submit(queue, "a", "g", 0);
    submit(queue, "b", "g", 0);
    submit(queue, "c", "g", 0);

    WorkResult refused = submit(queue, "d", "g", 0).outcome().join();

    assertThat(refused.status()).isEqualTo(WorkResult.Status.FAILED);
    assertThat(refused.reason()).isEqualTo("the queue of executor e is full: 2 works wait in it");
  }

  @Test
  void aFloodOfOneGraphLeavesPlacesForOthers() {
    WorkQueue queue = queue(1, 100);
    List<Execution> flood = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      flood.add(submit(queue, "a", "a", 0));
    }

    assertThat(queue.waiting()).isEqualTo(50);
    assertThat(flood.get(999).outcome().join().reason())
        .isEqualTo("the queue of executor e has no more places for this graph, which has 50");
    assertThat(submit(queue, "b", "b", 0).outcome()).isNotDone();
  }

  @Test
  void whatWaitsIsBoundedInBytesToo() {
    WorkQueue queue = queue(1, 1_000_000);
    Work large = Works.of("any", "x".repeat(100_000)).work();
    for (int i = 0; i < 100; i++) {
      queue.submit(large, () -> new Run(large));
    }

    assertThat(queue.waiting()).isEqualTo(10);
  }

  @Test
  void whatIsCanceledWhileItWaitsNeverStarts() {
    WorkQueue queue = queue(1, 10);
    submit(queue, "a", "g", 0);
    Execution waiting = submit(queue, "b", "g", 0);
    submit(queue, "c", "g", 0);

    waiting.cancel();
    endAllInOrder();

    assertThat(waiting.outcome().join().status()).isEqualTo(WorkResult.Status.CANCELED);
    assertThat(names()).containsExactly("a", "c");
  }

  @Test
  void whatIsCanceledWhileItRunsMakesPlace() {
    WorkQueue queue = queue(1, 10);
    Execution running = submit(queue, "a", "g", 0);
    submit(queue, "b", "g", 0);

    running.cancel();

    assertThat(running.outcome().join().status()).isEqualTo(WorkResult.Status.CANCELED);
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void worksThatEndAtOnceNeedNoDeepStack() {
    WorkQueue queue = queue(1, 1_000_000);
    Execution first = submit(queue, "first", "", 0);
    AtomicInteger done = new AtomicInteger();
    Work small = Works.of("any", "").graph("g", 0).work();
    for (int i = 0; i < 2000; i++) {
      queue.submit(
          small,
          () -> {
            done.incrementAndGet();
            return Execution.ended(WorkResult.succeeded(small.outputs(), ""));
          });
    }

    end(started.get(0));

    assertThat(first.outcome()).isDone();
    assertThat(done).hasValue(2000);
    assertThat(queue.running()).isZero();
  }

  @Test
  void graphsThatHaveNothingLeftAreForgotten() {
    WorkQueue queue = queue(1, 1000);
    Execution first = submit(queue, "a", "0", 0);
    for (int i = 1; i < 100; i++) {
      submit(queue, "a", "" + i, 0).cancel();
    }

    assertThat(queue.graphs()).isEqualTo(1);

    first.cancel();

    assertThat(queue.graphs()).isZero();
  }

  @Test
  void anEngineThatThrowsIsAFailedOutcome() {
    WorkQueue queue = queue(1, 1);
    Work work = Works.of("odd", "").work();

    WorkResult outcome =
        queue
            .submit(
                work,
                () -> {
                  throw new IllegalStateException("broken");
                })
            .outcome()
            .join();

    assertThat(outcome.status()).isEqualTo(WorkResult.Status.FAILED);
    assertThat(outcome.reason()).startsWith("the engine odd is at fault");
    assertThat(queue.running()).isZero();
  }

  @Test
  void closingCancelsAllAndTakesNoMore() {
    WorkQueue queue = queue(1, 10);
    Execution running = submit(queue, "a", "g", 0);
    Execution waiting = submit(queue, "b", "g", 0);

    queue.close();

    assertThat(running.outcome().join().status()).isEqualTo(WorkResult.Status.CANCELED);
    assertThat(waiting.outcome().join().status()).isEqualTo(WorkResult.Status.CANCELED);
    assertThat(submit(queue, "c", "g", 0).outcome().join().reason())
        .isEqualTo("executor e takes no more work");
  }

  @Test
  void whatEndsAfterItsThreadsHaveEndedIsToldAllTheSame() {
    WorkQueue queue =
        new WorkQueue(
            "e",
            new QueueLimits(1, 1, 1 << 20),
            task -> {
              throw new RejectedExecutionException();
            });
    Execution running = submit(queue, "a", "g", 0);
    Execution waiting = submit(queue, "b", "g", 0);

    waiting.cancel();
    running.cancel();

    assertThat(running.outcome()).isDone();
    assertThat(waiting.outcome()).isDone();
  }

  @Test
  void countsAreRightAfterAnyOrderOfEvents() {
    Random random = new Random(7);
    WorkQueue queue = queue(3, 20);
    Set<Integer> open = new TreeSet<>();
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      int dice = random.nextInt(3);
      if (dice == 0) {
        open.add(all.size());
        all.add(submit(queue, "" + i, "" + random.nextInt(4), random.nextInt(3)));
      } else if (dice == 1 && !open.isEmpty()) {
        all.get(List.copyOf(open).get(random.nextInt(open.size()))).cancel();
      } else if (!started.isEmpty()) {
        end(started.get(random.nextInt(started.size())));
      }
      open.removeIf(number -> all.get(number).outcome().isDone());

      assertThat(queue.running() + queue.waiting()).isEqualTo(open.size());
      assertThat(queue.running()).isEqualTo(Math.min(3, open.size()));
    }
  }

  @Test
  void limitsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new QueueLimits(0, 1, 1))
        .hasMessage("the number that run at a time must be 1 or more");
    assertThatThrownBy(() -> new QueueLimits(1, -1, 1))
        .hasMessage("a queue must have 0 places or more");
  }
}
