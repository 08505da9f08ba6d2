package orchestrator.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransactionEventIdsTest {
  private static final long NOW = 1_700_000_000_000_000L;

  private static TransactionEventIds ids(String transaction, long micros) {
    return new TransactionEventIds(transaction, micros);
  }

  @Test
  void anIdIsAUuidOfVersionEight() {
    UUID id = UUID.fromString(ids("transaction", NOW).id(7));

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id).hasToString(ids("transaction", NOW).id(7));
  }

  @Test
  void idsSortByTimeThenByTransactionThenByPlace() {
    List<String> ids = new ArrayList<>();
    for (long time : List.of(0L, 1L, NOW, NOW + 1)) {
      ids.add(ids("any", 0).firstAt(time));
      for (int index : List.of(0, 1, 15, 16, 255, 65_536)) {
        ids.add(ids("transaction", time).id(index));
      }
    }

    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void transactionsOfOneTimeHaveTheirIdsApart() {
    List<String> ids = new ArrayList<>();
    for (int transaction = 0; transaction < 2000; transaction++) {
      ids.add(ids("transaction " + transaction, NOW).id(0));
      ids.add(ids("transaction " + transaction, NOW).id(1));
    }
    List<String> sorted = ids.stream().sorted().toList();

    assertThat(sorted).doesNotHaveDuplicates();
    for (int i = 0; i < sorted.size(); i += 2) {
      assertThat(sorted.get(i + 1).substring(0, 30)).isEqualTo(sorted.get(i).substring(0, 30));
    }
  }
}
