package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void fewAreExact() {
    assertThat(upTo(1)).isEqualTo(new Percentiles(1, 1, 1));
    assertThat(upTo(2)).isEqualTo(new Percentiles(1, 2, 2));
    assertThat(upTo(100)).isEqualTo(new Percentiles(50, 99, 100));
    assertThat(upTo(200)).isEqualTo(new Percentiles(100, 198, 200));
  }

  @Test
  void manyAreExactToAHundredthAndTheLongestToTheMicrosecond() {
    Percentiles percentiles = upTo(100_000);
    assertThat(percentiles.p50()).isCloseTo(50_000, within(500.0));
    assertThat(percentiles.p99()).isCloseTo(99_000, within(990.0));
    assertThat(percentiles.max()).isEqualTo(100_000);
  }

  @Test
  void sumsOfAnySizesAreThoseOfAll() {
    for (int size : new int[] {10, 250, 300, 5_000}) {
      for (int other : new int[] {10, 250, 300, 5_000}) {
        Samples sum = samples(1, size);
        sum.add(samples(size + 1, size + other));
        Percentiles all = upTo(size + other);
        assertThat(sum.percentiles().p50()).isCloseTo(all.p50(), within(all.p50() / 64));
        assertThat(sum.percentiles().p99()).isCloseTo(all.p99(), within(all.p99() / 64));
        assertThat(sum.percentiles().max()).isEqualTo(all.max());
      }
    }
  }

  @Test
  void whatIsNoTimeCountsAsTheNearestThatIs() {
    Samples samples = new Samples();
    samples.record(-5);
    assertThat(samples.percentiles().max()).isZero();
    samples.record(Long.MAX_VALUE);
    assertThat(samples.percentiles().max()).isEqualTo(2_147_483.647);
  }

  @Test
  void billionsOverflowNothing() {
    Samples samples = samples(1, 1_000);
    for (int doubling = 0; doubling < 25; doubling++) {
      Samples same = new Samples();
      same.add(samples);
      samples.add(same);
    }
    assertThat(samples.percentiles().p50()).isCloseTo(500, within(5.0));
    assertThat(samples.percentiles().max()).isEqualTo(1_000);
  }

  private static Percentiles upTo(int millis) {
    return samples(1, millis).percentiles();
  }

  private static Samples samples(int from, int to) {
    Samples samples = new Samples();
    for (int i = from; i <= to; i++) {
      samples.record(i * 1_000_000L);
    }
    return samples;
  }
}
