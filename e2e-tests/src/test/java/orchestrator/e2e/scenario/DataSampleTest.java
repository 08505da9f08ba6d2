package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.QueryDataSamplesParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataSampleTest extends Scenario {

  @BeforeEach
  void managers() {
    one.register(manager("first"));
    one.register(manager("second"));
    two.register(manager("two's"));
  }

  @Test
  void samplesAreAnsweredInTheOrderOfTheRequest() {
    List<DataSample> samples =
        one.register(sample("b", "first"), sample("a", "second", "first"), sample("c"));

    assertThat(names(samples.stream().map(DataSample::getKey).toList()))
        .containsExactly("b", "a", "c");
    assertThat(names(samples.get(1).getDataManagerKeysList())).containsExactly("second", "first");
    assertThat(samples).extracting(DataSample::getOwner).containsOnly(ONE);
    assertThat(samples).extracting(DataSample::getChecksum).containsOnly("2e".repeat(32));
    assertThat(samples)
        .allSatisfy(sample -> assertThat(one.sample(sample.getKey())).isEqualTo(sample));
  }

  @Test
  void aManagerThatIsGivenTwiceIsKeptOnce() {
    DataSample sample = one.register(sample("s", "second", "first", "second")).get(0);

    assertThat(names(sample.getDataManagerKeysList())).containsExactly("second", "first");
  }

  @Test
  void testOnlyIsAcceptedAndNotKept() {
    assertThat(one.register(sample("s").setTestOnly(true)).get(0).getTestOnly()).isFalse();
  }

  @Test
  void noSamplesAnswerAnEmptyList() {
    assertThat(one.register(new NewDataSample.Builder[0])).isEmpty();
  }

  @Test
  void aKeyTwiceInOneRequestIsAConflictAndNothingIsRegistered() {
    refused(
        "OE0006: datasample with key \"" + key("s") + "\" already exists",
        () -> one.register(sample("other"), sample("s"), sample("s")));
    refusedWith(OeCode.OE0002, () -> one.sample(key("other")));
  }

  @Test
  void aSampleIsRegisteredOnce() {
    one.register(sample("s"));

    refused(
        "OE0006: datasample with key \"" + key("s") + "\" already exists",
        () -> one.register(sample("other"), sample("s")));
    refusedWith(OeCode.OE0002, () -> one.sample(key("other")));
  }

  @Test
  void aChecksumHas64HexDigits() {
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(sample("s").setChecksum(""))))
        .contains("checksum: cannot be blank");
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(sample("s").setChecksum("1"))))
        .contains("checksum: the length must be exactly 64");
  }

  @Test
  void aManagerMustBeThereAndBelongToTheRequester() {
    refused(
        "OE0002: datamanager with key \"" + key("nothing") + "\" not found",
        () -> one.register(sample("s", "nothing")));
    refused(
        "OE0102: requester does not own the datamanager \"" + key("two's") + "\"",
        () -> one.register(sample("s", "two's")));
    refusedWith(OeCode.OE0101, () -> one.register(sample("s").addDataManagerKeys("no-key")));
  }

  @Test
  void anUpdateAddsManagersInOrderWithoutDoubles() {
    one.register(sample("a", "second"), sample("b", "first"));

    one.addManagers(keys("b", "a"), keys("first", "second"));

    assertThat(names(one.sample(key("a")).getDataManagerKeysList()))
        .containsExactly("second", "first");
    assertThat(names(one.sample(key("b")).getDataManagerKeysList()))
        .containsExactly("first", "second");
  }

  @Test
  void anUpdateMakesAnEventForEachSampleInRequestOrder() {
    one.register(sample("a", "first"), sample("b"));

    var events = EventLog.during(one, () -> one.addManagers(keys("b", "a"), keys("first")));

    assertThat(events)
        .extracting(event -> event.getDataSample())
        .containsExactly(one.sample(key("b")), one.sample(key("a")));
  }

  @Test
  void anUpdateWithoutManagersOrOfASampleTwiceMakesItsEventsToo() {
    one.register(sample("a", "first"));

    var none = EventLog.during(one, () -> one.addManagers(keys("a"), List.of()));
    var twice = EventLog.during(one, () -> one.addManagers(keys("a", "a"), keys("second")));

    assertThat(none).hasSize(1);
    assertThat(twice)
        .extracting(event -> event.getDataSample())
        .containsExactly(one.sample(key("a")), one.sample(key("a")));
    assertThat(names(one.sample(key("a")).getDataManagerKeysList()))
        .containsExactly("first", "second");
  }

  @Test
  void anUpdateIsForOwnSamplesAndOwnManagers() {
    one.register(sample("s"));

    refused(
        "OE0102: requester does not own the datasample",
        () -> two.addManagers(keys("s"), keys("two's")));
    refused(
        "OE0102: requester does not own the datamanager \"" + key("two's") + "\"",
        () -> one.addManagers(keys("s"), keys("two's")));
    refused(
        "OE0002: datasample with key \"" + key("nothing") + "\" not found",
        () -> one.addManagers(keys("nothing"), keys("first")));
    refused(
        "OE0002: datamanager with key \"" + key("nothing") + "\" not found",
        () -> one.addManagers(keys("s"), keys("nothing")));
  }

  @Test
  void anUpdateNeedsSampleKeysOfTheRightForm() {
    refusedWith(OeCode.OE0101, () -> one.addManagers(List.of(), keys("first")));
    refusedWith(OeCode.OE0101, () -> one.addManagers(List.of("no-key"), keys("first")));
    refusedWith(OeCode.OE0101, () -> one.addManagers(keys("s"), List.of("no-key")));
  }

  @Test
  void aFilterByKeysFindsThoseThatAreThere() {
    one.register(sample("a"), sample("b"), sample("c"));
    var query =
        QueryDataSamplesParam.newBuilder()
            .setFilter(
                DataSampleQueryFilter.newBuilder()
                    .addAllKeys(keys("c", "nothing"))
                    .addKeys(key("a").toUpperCase(Locale.ROOT))
                    .addKeys("no-key"))
            .build();

    assertThat(
            one.call(DataSampleServiceGrpc.getQueryDataSamplesMethod(), query).getDataSamplesList())
        .containsExactlyInAnyOrder(one.sample(key("a")), one.sample(key("c")));
  }
}
