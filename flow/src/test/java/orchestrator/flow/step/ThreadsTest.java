package orchestrator.flow.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {
  private static final int THREADS = 8;
  private static final int RUNS = 200;

  @Test
  void oneStepperRunsInManyThreadsAtOnce() throws Exception {
    ExecutorService others = Executors.newFixedThreadPool(2);
    Step later =
        Step.of("later", Parameter.of("v", Integer.class))
            .givesLater(Integer.class, v -> CompletableFuture.supplyAsync(() -> v + 1, others));
    Step loop = Step.repeatWhile("loop", 20, Integer.class, v -> v % 10 != 0, later);
    Step choice =
        Step.choose(
            "choice",
            Branch.when("hundreds", Integer.class, v -> v % 100 == 0, Samples.HALF),
            Branch.otherwise(Samples.ADD));
    Stepper stepper = Stepper.of(loop, choice, Samples.HALF_AND_REST, Samples.JOIN);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> all = new ArrayList<>();
    try {
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        all.add(
            threads.submit(
                () -> {
                  together.await(60, TimeUnit.SECONDS);
                  for (int v = first; v < RUNS * THREADS; v += THREADS) {
                    assertThat(stepper.run(v)).isEqualTo(expected(v));
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
      others.shutdownNow();
    }
  }

  private static String expected(int v) {
    int tens = (v + 9) / 10 * 10;
    int chosen = tens % 100 == 0 ? tens / 2 : tens + 4;
    return chosen / 2 + ":" + chosen % 2;
  }
}
