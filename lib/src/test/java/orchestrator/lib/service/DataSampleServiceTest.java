package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.dataSample;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.AssetWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orchestrator.lib.fixtures.Cost;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.UpdateDataSamplesParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataSampleServiceTest {
  private final AssetWorld world = new AssetWorld();

  @BeforeEach
  void registerManagers() {
    world.manager(ORG1, "m1");
    world.manager(ORG1, "m2");
    world.manager(ORG2, "foreign");
  }

  private static List<String> keys(String... names) {
    return Arrays.stream(names).map(name -> key(name)).toList();
  }

  private void update(String requester, List<String> samples, List<String> managers) {
    world.calls.call(
        requester,
        world.samples::updateDataSamples,
        UpdateDataSamplesParam.newBuilder()
            .addAllKeys(samples)
            .addAllDataManagerKeys(managers)
            .build());
  }

  @Test
  void samplesAreRegisteredInTheOrderGiven() {
    List<DataSample> samples =
        world.samples(ORG1, dataSample("b", "m2", "m1", "m2").setTestOnly(true), dataSample("a"));

    assertThat(samples).extracting(DataSample::getKey).containsExactly(key("b"), key("a"));
    assertThat(samples).extracting(DataSample::getOwner).containsOnly(ORG1);
    assertThat(samples).extracting(DataSample::getTestOnly).containsOnly(false);
    assertThat(samples.get(0).getDataManagerKeysList()).containsExactlyElementsOf(keys("m2", "m1"));
    assertThat(samples.get(1).getDataManagerKeysList()).isEmpty();
    assertThat(world.calls.events())
        .extracting(Event::getDataSample)
        .containsExactlyElementsOf(samples);
    assertThat(world.sample("b")).isEqualTo(samples.get(0));
  }

  @Test
  void registeringNoneAnswersNone() {
    assertThat(world.samples(ORG1)).isEmpty();
    assertThat(world.calls.events()).isEmpty();
  }

  @Test
  void aKeyGivenTwiceOrInUseIsAConflict() {
    world.samples(ORG1, dataSample("a"));

    assertRefused(
        "OE0006: datasample with key \"" + key("b") + "\" already exists",
        () -> world.samples(ORG1, dataSample("b"), dataSample("b")));
    assertRefused(
        "OE0006: datasample with key \"" + key("a") + "\" already exists",
        () -> world.samples(ORG1, dataSample("b"), dataSample("a", "missing")));
  }

  @Test
  void aManagerMustExistAndBelongToTheRequester() {
    assertRefused(
        "OE0002: datamanager with key \"" + key("missing") + "\" not found",
        () -> world.samples(ORG1, dataSample("a", "foreign", "missing")));
    assertRefused(
        "OE0102: requester does not own the datamanager \"" + key("foreign") + "\"",
        () -> world.samples(ORG1, dataSample("a", "m1", "foreign")));
    assertRefused(
        "OE0002: organization with key \"StrangerMSP\" not found",
        () -> world.samples(STRANGER, dataSample("a")));
  }

  @Test
  void oneBadSampleKeepsAllOut() {
    assertRefused(
        "OE0102: requester does not own the datamanager \"" + key("foreign") + "\"",
        () -> world.samples(ORG1, dataSample("a", "m1"), dataSample("b", "foreign")));

    assertRefused(
        "OE0002: datasample with key \"" + key("a") + "\" not found", () -> world.sample("a"));
  }

  @Test
  void managersAreAddedWithoutDoublesAndInOrder() {
    world.samples(ORG1, dataSample("a", "m2"), dataSample("b"));

    update(ORG1, keys("b", "a"), keys("m1", "m2", "m1"));

    assertThat(world.calls.events())
        .extracting(Event::getAssetKey)
        .containsExactly(key("b"), key("a"));
    assertThat(world.calls.events())
        .extracting(Event::getEventKind)
        .containsOnly(EventKind.EVENT_ASSET_UPDATED);
    assertThat(world.sample("a").getDataManagerKeysList())
        .containsExactlyElementsOf(keys("m2", "m1"));
    assertThat(world.sample("b").getDataManagerKeysList())
        .containsExactlyElementsOf(keys("m1", "m2"));
  }

  @Test
  void anUpdateThatAddsNothingMakesAnEventForEachSample() {
    world.samples(ORG1, dataSample("a", "m1"), dataSample("b"));

    update(ORG1, keys("a", "b"), List.of());

    assertThat(world.calls.events()).hasSize(2);
    assertThat(world.sample("a").getDataManagerKeysList()).containsExactlyElementsOf(keys("m1"));
  }

  @Test
  void samplesAndManagersOfOthersAreLeftAlone() {
    world.samples(ORG1, dataSample("a"));
    world.samples(ORG2, dataSample("theirs"));

    assertRefused(
        "OE0102: requester does not own the datasample",
        () -> update(ORG1, keys("a", "theirs"), keys("m1")));
    assertRefused(
        "OE0102: requester does not own the datamanager \"" + key("foreign") + "\"",
        () -> update(ORG1, keys("a"), keys("foreign")));
    assertRefused(
        "OE0002: datasample with key \"" + key("x") + "\" not found",
        () -> update(ORG1, keys("x"), keys("m1")));
    assertRefused(
        "OE0002: datamanager with key \"" + key("x") + "\" not found",
        () -> update(ORG1, keys("a"), keys("x")));
    assertThat(world.sample("a").getDataManagerKeysList()).isEmpty();
  }

  @Test
  void aDatasetHasTheSamplesOfItsManagerOldestFirst() {
    world.samples(ORG1, dataSample("late"));
    world.samples(ORG1, dataSample("z", "m1", "m2"));
    world.samples(ORG1, dataSample("a", "m1"));
    update(ORG1, keys("late"), keys("m1"));

    var dataset =
        world.calls.call(
            ORG3,
            world.datasets::getDataset,
            GetDatasetParam.newBuilder().setKey(key("m1").toUpperCase(Locale.ROOT)).build());

    assertThat(dataset.getDataManager()).isEqualTo(world.manager("m1"));
    assertThat(dataset.getDataSampleKeysList()).containsExactlyElementsOf(keys("late", "z", "a"));
  }

  @Test
  void aDatasetReadsNoSample() {
    world.samples(ORG1, dataSample("a", "m1"), dataSample("b", "m1"), dataSample("c", "m1"));

    Cost cost =
        Cost.of(
            world.calls,
            ORG1,
            world.datasets::getDataset,
            GetDatasetParam.newBuilder().setKey(key("m1")).build());

    assertThat(cost.reads()).isEqualTo(1);
    assertThat(cost.steps()).isEqualTo(4);
  }

  @Test
  void aDatasetOfAnUnknownManagerIsNotFound() {
    assertRefused(
        "OE0002: datamanager with key \"x\" not found",
        () ->
            world.calls.call(
                ORG3,
                world.datasets::getDataset,
                GetDatasetParam.newBuilder().setKey("x").build()));
  }
}
