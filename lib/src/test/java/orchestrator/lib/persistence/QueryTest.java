package orchestrator.lib.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.proto.ComputePlan;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final int MIB = 1 << 20;

  private final MemoryStore store = new MemoryStore();

  @Test
  void aPageOfLargeAssetsEndsEarlyAndTheWalkStillSeesAll() {
    Overlay transaction = store.begin();
    for (int i = 0; i < 40; i++) {
      String key = "plan-" + (char) ('A' + i);
      Tables.PLANS.put(
          transaction, key, ComputePlan.newBuilder().setKey(key).setTag("x".repeat(MIB)).build());
    }
    store.commit(transaction);

    List<Integer> sizes = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    String token = "";
    do {
      Page<ComputePlan> page = Tables.PLANS.query(store).page(token, new PageSize(1000, 4 * MIB));
      sizes.add(page.items().size());
      page.items().forEach(plan -> keys.add(plan.getKey()));
      token = page.nextToken();
    } while (!token.isEmpty());

    assertThat(sizes).hasSize(14).containsOnly(3, 1);
    assertThat(keys).hasSize(40).isSorted().doesNotHaveDuplicates();
  }
}
