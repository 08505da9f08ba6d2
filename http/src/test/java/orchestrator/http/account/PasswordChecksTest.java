package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.http.account.PasswordChecks.Verdict;
import org.junit.jupiter.api.Test;

class PasswordChecksTest {
  private static final String HASH = Fixtures.hash("right");

  @Test
  void rightAndWrongAreTold() {
    try (PasswordChecks checks = new PasswordChecks(1)) {
      assertThat(await(checks.check("right", HASH, 1))).isEqualTo(Verdict.RIGHT);
      assertThat(await(checks.check("wrong", HASH, 1))).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void whoComesFromWhereFewCameIsFirstAndNeverDroppedForThoseOfMany() throws Exception {
    // Without a thread nothing moves while they queue up.
    PasswordChecks checks = new PasswordChecks(0);
    List<CompletableFuture<Verdict>> flood = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      flood.add(checks.check("wrong", HASH, 1 + i));
    }
    CompletableFuture<Verdict> fresh = checks.check("right", HASH, 1);

    assertThat(fresh).isNotDone();
    assertThat(flood.subList(0, PasswordChecks.MOST_WAITING - 1))
        .allSatisfy(each -> assertThat(each).isNotDone());
    assertThat(flood.subList(PasswordChecks.MOST_WAITING - 1, 200))
        .allSatisfy(each -> assertThat(each).isCompletedWithValue(Verdict.DROPPED));

    ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> first = flood.get(0).thenRun(() -> order.add(0));
    CompletableFuture<Void> second = fresh.thenRun(() -> order.add(1));
    CompletableFuture<Void> third = flood.get(1).thenRun(() -> order.add(2));
    checks.start(1);
    CompletableFuture.allOf(first, second, third).get(1, TimeUnit.MINUTES);
    assertThat(order).containsExactly(0, 1, 2);
    checks.close();
  }

  @Test
  void whatWaitsAtTheEndIsDropped() {
    PasswordChecks checks = new PasswordChecks(0);
    CompletableFuture<Verdict> waiting = checks.check("right", HASH, 1);

    checks.close();

    assertThat(waiting).isCompletedWithValue(Verdict.DROPPED);
    assertThat(checks.check("right", HASH, 1)).isCompletedWithValue(Verdict.DROPPED);
  }

  private static Verdict await(CompletableFuture<Verdict> verdict) {
    return verdict.orTimeout(1, TimeUnit.MINUTES).join();
  }
}
