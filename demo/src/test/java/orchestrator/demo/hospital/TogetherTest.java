package orchestrator.demo.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class TogetherTest {

  @Test
  void noneWaitsForAnother() {
    CyclicBarrier allAreThere = new CyclicBarrier(3);
    AtomicInteger sum = new AtomicInteger();

    Together.forEach(
        List.of(3, 1, 2),
        item -> {
          await(allAreThere);
          sum.addAndGet(item);
        });

    assertThat(sum).hasValue(6);
  }

  @Test
  void aFailureIsTheCallersAndKeepsNoOtherFromItsWork() {
    AtomicInteger done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Together.forEach(
                    List.of(1, 2, 3),
                    item -> {
                      if (item == 1) {
                        throw new IllegalArgumentException("not the first");
                      }
                      done.incrementAndGet();
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the first");
    assertThat(done).hasValue(2);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
