package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Rows;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.Model;
import orchestrator.proto.Performance;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RowDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Key TASK = Key.of("computetask", "t");
  private static final Key FUNCTION = Key.of("function", "f");
  private static final Key MODEL = Key.of("model", "m");
  private static final Key PERFORMANCE = Key.of("performance", "t|score");
  private static final Key EVENT = Key.of("event", "e");
  private static final Key LINK = Key.of("function.plan", "p", "0005", "f");

  private static final UnknownFieldSet UNKNOWN =
      UnknownFieldSet.newBuilder()
          .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
          .build();

  private static String document(Key row, Message asset) {
    return RowDocuments.document(row, Serializer.bytes(asset), 12);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** That the asset comes back from CouchDB byte for byte; gives what CouchDB holds. */
  private static JsonNode assertReturns(Key row, Message asset) {
    byte[] value = Serializer.bytes(asset);
    JsonNode held = CouchJson.held(RowDocuments.document(row, value, 12));
    assertThat(RowDocuments.value(row, held)).as("%s: %s", row, held).isEqualTo(value);
    return held;
  }

  @Test
  void aTaskIsReadable() {
    ComputeTask task =
        ComputeTask.newBuilder()
            .setKey("t")
            .setOwner("MyOrg1MSP")
            .setRank(2)
            .setStatus(ComputeTaskStatus.STATUS_DONE)
            .setCreationDate(Timestamp.newBuilder().setSeconds(1_700_000_000).setNanos(5000))
            .putMetadata("z", "last")
            .putMetadata("a", "\"first\"")
            .build();

    assertThat(document(TASK, task))
        .isEqualTo(
            "{\"_id\":\"computetask:t\",\"position\":12,\"asset\":{\"key\":\"t\","
                + "\"owner\":\"MyOrg1MSP\",\"rank\":2,\"status\":\"STATUS_DONE\","
                + "\"creation_date\":\"2023-11-14T22:13:20.000005Z\","
                + "\"metadata\":{\"a\":\"\\\"first\\\"\",\"z\":\"last\"}}}");
  }

  @Test
  void aPerformanceIsReadable() {
    Performance performance =
        Performance.newBuilder().setComputeTaskKey("t").setPerformanceValue(0.95f).build();

    assertThat(document(PERFORMANCE, performance))
        .isEqualTo(
            "{\"_id\":\"performance:t%7Cscore\",\"position\":12,"
                + "\"asset\":{\"compute_task_key\":\"t\",\"performance_value\":0.95}}");
  }

  @Test
  void aStatusIsToldWhateverItIs() {
    for (ComputeTaskStatus status : ComputeTaskStatus.values()) {
      if (status != ComputeTaskStatus.UNRECOGNIZED) {
        ComputeTask task = ComputeTask.newBuilder().setStatus(status).build();
        assertThat(assertReturns(TASK, task).at("/asset/status").textValue())
            .isEqualTo(status.name());
      }
    }
    for (FunctionStatus status : FunctionStatus.values()) {
      if (status != FunctionStatus.UNRECOGNIZED) {
        Function function = Function.newBuilder().setStatus(status).build();
        assertThat(assertReturns(FUNCTION, function).at("/asset/status").textValue())
            .isEqualTo(status.name());
      }
    }
  }

  @Test
  void aNumberThatNoStatusHasIsKept() {
    for (int number : List.of(42, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
      JsonNode held = assertReturns(TASK, ComputeTask.newBuilder().setStatusValue(number).build());

      assertThat(held.has("raw")).isFalse();
    }
  }

  @Test
  void whatIsSetAndEmptyIsNotWhatIsUnset() {
    assertReturns(MODEL, Model.getDefaultInstance());
    assertReturns(MODEL, Model.newBuilder().setAddress(Addressable.getDefaultInstance()).build());
    assertReturns(
        EVENT,
        Event.newBuilder()
            .setTimestamp(Timestamp.getDefaultInstance())
            .setModel(Model.getDefaultInstance())
            .build());
    assertReturns(
        TASK,
        ComputeTask.newBuilder()
            .addInputs(ComputeTaskInput.getDefaultInstance())
            .addInputs(ComputeTaskInput.newBuilder().setAssetKey(""))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0.1f,
        0.95f,
        1,
        1e10f,
        1e-10f,
        1.4E-45f,
        1.1754942E-38f,
        3.4028235E38f,
        -3.4028235E38f,
        16777216f,
        33554432f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0
      })
  void aNumberThatJsonKnowsStandsInTheAssetAlone(float number) {
    Performance performance = Performance.newBuilder().setPerformanceValue(number).build();

    assertThat(assertReturns(PERFORMANCE, performance).has("raw")).isFalse();
    assertThat(
            assertReturns(EVENT, Event.newBuilder().setPerformance(performance).build()).has("raw"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80000000, 0x7fc00001, 0xffc00000})
  void aZeroWithASignAndOtherNansAreKeptRaw(int bits) {
    Performance performance =
        Performance.newBuilder().setPerformanceValue(Float.intBitsToFloat(bits)).build();

    assertThat(assertReturns(PERFORMANCE, performance).has("raw")).isTrue();
    assertReturns(EVENT, Event.newBuilder().setPerformance(performance).build());
  }

  @Test
  void aTimeThatHasNoTextIsKeptRaw() {
    Model model =
        Model.newBuilder().setCreationDate(Timestamp.newBuilder().setSeconds(1L << 53)).build();

    JsonNode held = assertReturns(MODEL, model);

    assertThat(held.has("asset")).isFalse();
    assertThat(held.has("raw")).isTrue();
  }

  @Test
  void fieldsOfALaterVersionAreKeptRawHoweverDeepTheyStand() {
    Model deep =
        Model.newBuilder()
            .setKey("m")
            .setAddress(Addressable.newBuilder().setUnknownFields(UNKNOWN))
            .build();

    JsonNode held = assertReturns(EVENT, Event.newBuilder().setModel(deep).build());

    assertThat(held.has("raw")).isTrue();
    assertThat(held.at("/asset/model/key").textValue()).isEqualTo("m");
  }

  @Test
  void aLinkHasNoAsset() {
    byte[] value = {0};

    String document = RowDocuments.document(LINK, value, 12);

    assertThat(document)
        .isEqualTo("{\"_id\":\"function.plan:p:0005:f\",\"position\":12,\"raw\":\"AA==\"}");
    assertThat(RowDocuments.value(LINK, read(document))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organization",
        "function",
        "datamanager",
        "datasample",
        "computeplan",
        "computetask",
        "model",
        "performance",
        "failurereport",
        "event",
        "output"
      })
  void anyAssetComesBackByteForByte(String space) {
    Key row = Key.of(space, "any");
    Message prototype = Rows.prototype(row).orElseThrow();
    AnyMessage any = new AnyMessage(space.hashCode());
    int inJson = 0;
    for (int i = 0; i < 500; i++) {
      inJson += assertReturns(row, any.like(prototype)).has("raw") ? 0 : 1;
    }

    assertThat(inJson).isPositive();
  }

  @Test
  void theRevisionIsPassedOver() {
    JsonNode document =
        read("{\"_id\":\"model:m\",\"_rev\":\"3-f\",\"position\":9,\"asset\":{\"key\":\"m\"}}");

    assertThat(RowDocuments.value(MODEL, document))
        .isEqualTo(Serializer.bytes(Model.newBuilder().setKey("m").build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"_deleted\":true}",
        "{\"asset\":[]}",
        "{\"asset\":{\"nobody\":1}}",
        "{\"asset\":{\"status\":\"STATUS_LOST\"}}",
        "{\"raw\":\"?\"}"
      })
  void aDocumentThatIsNoRowIsRefused(String document) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> RowDocuments.value(TASK, read(document)))
        .withMessageContaining("computetask/t");
  }

  @Test
  void aValueThatIsNoAssetIsRefused() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> RowDocuments.document(TASK, new byte[] {1, 2, 3}, 12));
  }

  @Test
  void anEntryOfAnIndexHasNoDocument() {
    Key entry = Key.of("event.asset_kind", Integer.toString(AssetKind.ASSET_MODEL_VALUE), "e");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowDocuments.document(entry, new byte[] {0}, 12));
  }
}
