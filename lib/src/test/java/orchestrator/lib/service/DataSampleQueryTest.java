package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.dataSample;
import static orchestrator.lib.fixtures.Requests.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import orchestrator.lib.fixtures.Calls;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryDataSamplesResponse;
import org.junit.jupiter.api.Test;

class DataSampleQueryTest {
  private final AssetWorld world = new AssetWorld();

  private QueryDataSamplesResponse page(List<String> keys, String token, int size) {
    return world.calls.call(
        ORG3,
        world.samples::queryDataSamples,
        QueryDataSamplesParam.newBuilder()
            .setFilter(DataSampleQueryFilter.newBuilder().addAllKeys(keys))
            .setPageToken(token)
            .setPageSize(size)
            .build());
  }

  /** Walks from page to page, and runs something between two pages. */
  private List<String> walk(List<String> keys, int size, Runnable between) {
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      QueryDataSamplesResponse page = page(keys, token, size);
      assertThat(page.getDataSamplesCount()).isLessThanOrEqualTo(size);
      page.getDataSamplesList().stream().map(DataSample::getKey).forEach(found::add);
      token = page.getNextPageToken();
      between.run();
    } while (!token.isEmpty());
    return found;
  }

  private List<String> register(String prefix, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      world.samples(ORG1, dataSample(prefix + i));
      keys.add(key(prefix + i));
    }
    return keys;
  }

  @Test
  void aWalkFindsEverythingOnceWhateverThePageSize() {
    List<String> keys = register("s", 10);

    for (int size = 1; size <= 11; size++) {
      assertThat(walk(List.of(), size, () -> {})).containsExactlyElementsOf(keys);
    }
  }

  @Test
  void aWalkNeitherRepeatsNorSkipsWhileOthersWrite() {
    List<String> keys = register("s", 10);
    List<Integer> more = new ArrayList<>();

    List<String> found =
        walk(
            List.of(),
            3,
            () -> {
              if (more.size() < 6) {
                world.samples(ORG1, dataSample("more" + more.size()));
                more.add(0);
              }
            });

    assertThat(found).doesNotHaveDuplicates().startsWith(keys.toArray(new String[0]));
  }

  @Test
  void theFilterPicksSamplesByKeyInTheOrderOfTheList() {
    List<String> keys = register("s", 10);
    List<String> wanted = new ArrayList<>(keys.subList(2, 9));
    Collections.shuffle(wanted, new Random(1));
    wanted.add(wanted.get(0));
    wanted.add(key("missing"));
    wanted.add("no uuid");

    for (int size = 1; size <= 8; size++) {
      assertThat(walk(wanted, size, () -> {})).containsExactlyElementsOf(keys.subList(2, 9));
    }
  }

  @Test
  void aFilterWithoutAMatchGivesAnEmptyList() {
    register("s", 1);

    QueryDataSamplesResponse page = page(List.of("no uuid"), "", 0);

    assertThat(page.getDataSamplesList()).isEmpty();
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @Test
  void aPageHas50UnlessAskedAndNeverMoreThanTheMaximum() {
    List<String> keys = register("s", Calls.MOST + 1);

    assertThat(page(List.of(), "", 0).getDataSamplesCount()).isEqualTo(50);
    assertThat(page(keys, "", 0).getDataSamplesCount()).isEqualTo(50);
    assertThat(page(List.of(), "", Calls.MOST + 1).getDataSamplesCount()).isEqualTo(Calls.MOST);
    assertThat(page(keys, "", -1).getDataSamplesCount()).isEqualTo(Calls.MOST);
  }

  @Test
  void anUnreadableTokenIsRefused() {
    register("s", 3);

    for (String token : new String[] {"x", "!", "AAAA", "ä"}) {
      assertRefused("OE0003: page_token cannot be read", () -> page(List.of(), token, 1));
      assertRefused("OE0003: page_token cannot be read", () -> page(List.of(key("s0")), token, 1));
    }
  }
}
