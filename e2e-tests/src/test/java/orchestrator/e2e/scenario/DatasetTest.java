package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import orchestrator.proto.Dataset;
import org.junit.jupiter.api.Test;

class DatasetTest extends Scenario {

  @Test
  void aDatasetIsAManagerAndItsSamplesOldestFirst() {
    one.register(manager("manager"));
    one.register(manager("other"));
    one.register(sample("z", "manager"));
    one.register(sample("m", "other", "manager"));
    one.register(sample("a", "manager"), sample("elsewhere", "other"));

    Dataset dataset = two.dataset(key("manager"));

    assertThat(dataset.getDataManager()).isEqualTo(one.manager(key("manager")));
    assertThat(names(dataset.getDataSampleKeysList())).containsExactly("z", "m", "a");
  }

  @Test
  void samplesOfOneCallAreOrderedByKey() {
    one.register(manager("manager"));
    one.register(sample("a", "manager"), sample("b", "manager"), sample("c", "manager"));

    assertThat(one.dataset(key("manager")).getDataSampleKeysList())
        .isEqualTo(List.copyOf(new TreeSet<>(keys("a", "b", "c"))));
  }

  @Test
  void aSampleThatIsAddedLaterKeepsItsPlaceByAge() {
    one.register(manager("manager"));
    one.register(sample("old"));
    one.register(sample("new", "manager"));

    one.addManagers(keys("old"), keys("manager"));

    assertThat(names(one.dataset(key("manager")).getDataSampleKeysList()))
        .containsExactly("old", "new");
  }

  @Test
  void aManagerWithoutSamplesIsADataset() {
    one.register(manager("manager"));

    assertThat(one.dataset(key("manager")).getDataSampleKeysList()).isEmpty();
  }
}
