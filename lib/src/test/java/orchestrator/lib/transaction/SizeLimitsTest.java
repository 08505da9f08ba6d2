package orchestrator.lib.transaction;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.address;
import static orchestrator.lib.fixtures.Requests.function;
import static orchestrator.lib.fixtures.Requests.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import orchestrator.lib.error.SizeException;
import orchestrator.lib.fixtures.Calls;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DatasetServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was accepted can be told, whole and by every way, to a client with the limit. */
@Tag("slow")
class SizeLimitsTest {
  private static final int LIMIT = SizeLimits.LEAST_EVENT;
  private static final int ANSWER = 4 * LIMIT;

  private final Calls calls =
      new Calls(new SizeLimits(LIMIT, ANSWER), new PageLimit(10_000, LIMIT));
  private final List<Event> told = new ArrayList<>();

  private <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    A answer = calls.run(ORG1, method, request);
    told.addAll(calls.events());
    return answer;
  }

  @BeforeEach
  void register() {
    call(
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
  }

  /** A function whose metadata have about so many bytes. */
  private static NewFunction sized(String name, int bytes) {
    NewFunction.Builder function = function(name);
    int left = bytes;
    for (int i = 0; left > 0; i++) {
      function.putMetadata("key %06d".formatted(i), "x".repeat(Math.min(100, left)));
      left -= 116;
    }
    return function.build();
  }

  private void update(NewFunction function, Addressable image) {
    call(
        FunctionServiceGrpc.getUpdateFunctionMethod(),
        UpdateFunctionParam.newBuilder()
            .setKey(function.getKey())
            .setName("\uD83D\uDE00".repeat(100))
            .setImage(image)
            .build());
  }

  private void act(NewFunction function, FunctionAction action) {
    call(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(function.getKey())
            .setAction(action)
            .build());
  }

  /** The image of the most bytes that the rules allow. */
  private static Addressable greatestImage() {
    return Addressable.newBuilder()
        .setChecksum("\uD83D\uDE00".repeat(64))
        .setStorageAddress("\uD83D\uDE00".repeat(2048))
        .build();
  }

  private void live(NewFunction function) {
    act(function, FunctionAction.FUNCTION_ACTION_BUILDING);
    update(function, greatestImage());
    act(function, FunctionAction.FUNCTION_ACTION_READY);
  }

  @Test
  void whateverWasAcceptedLivesOnAndIsDeliveredByEveryWay() {
    Random random = new Random(1);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      NewFunction function = sized("f" + i, LIMIT - 20_000 + random.nextInt(20_000));
      try {
        call(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
        accepted++;
      } catch (SizeException e) {
        refused++;
        continue;
      }
      live(function);
    }
    assertThat(accepted).isGreaterThan(30);
    assertThat(refused).isGreaterThan(30);

    assertThat(told)
        .allSatisfy(event -> assertThat(event.getSerializedSize()).isLessThanOrEqualTo(LIMIT));
    int functions = 0;
    String token = "";
    do {
      QueryFunctionsResponse page =
          call(
              FunctionServiceGrpc.getQueryFunctionsMethod(),
              QueryFunctionsParam.newBuilder().setPageSize(10_000).setPageToken(token).build());
      assertThat(page.getSerializedSize()).isLessThanOrEqualTo(LIMIT);
      for (Function function : page.getFunctionsList()) {
        functions++;
        assertThat(
                call(
                    FunctionServiceGrpc.getGetFunctionMethod(),
                    GetFunctionParam.newBuilder().setKey(function.getKey()).build()))
            .isEqualTo(function);
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(functions).isEqualTo(accepted);

    List<Event> listed = new ArrayList<>();
    do {
      QueryEventsResponse page =
          call(
              EventServiceGrpc.getQueryEventsMethod(),
              QueryEventsParam.newBuilder().setPageSize(10_000).setPageToken(token).build());
      assertThat(page.getSerializedSize()).isLessThanOrEqualTo(LIMIT);
      listed.addAll(page.getEventsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed).isEqualTo(told);
  }

  @Test
  void whatCouldNotBeToldIsRefusedByItsNameAndBothSizes() {
    assertThatThrownBy(
            () ->
                call(
                    FunctionServiceGrpc.getRegisterFunctionMethod(),
                    sized("large", LIMIT - 10_000)))
        .isInstanceOf(SizeException.class)
        .hasMessageMatching(
            "the event of function with key \"%s\" would be a message larger than max \\(\\d+ vs\\. \\d+\\)"
                .formatted(key("large")));
  }

  @Test
  void anUpdateThatGrowsAnAssetIsRefusedInItsTurn() {
    call(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(),
        Requests.dataManager("manager").build());
    call(
        DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
        RegisterDataSamplesParam.newBuilder().addSamples(Requests.dataSample("s")).build());
    UpdateFunctionParam unknown =
        UpdateFunctionParam.newBuilder()
            .setKey(key("f"))
            .setName("f")
            .setImage(
                address().toBuilder()
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFrom(new byte[LIMIT]))
                                    .build())
                            .build()))
            .build();
    call(FunctionServiceGrpc.getRegisterFunctionMethod(), function("f").build());

    assertThatThrownBy(() -> call(FunctionServiceGrpc.getUpdateFunctionMethod(), unknown))
        .isInstanceOf(SizeException.class);
    for (int batch = 0; batch < 20; batch++) {
      UpdateDataSamplesParam.Builder update = UpdateDataSamplesParam.newBuilder().addKeys(key("s"));
      for (int i = 0; i < 100; i++) {
        String name = "m" + batch + "-" + i;
        call(
            DataManagerServiceGrpc.getRegisterDataManagerMethod(),
            Requests.dataManager(name).build());
        update.addDataManagerKeys(key(name));
      }
      try {
        call(DataSampleServiceGrpc.getUpdateDataSamplesMethod(), update.build());
      } catch (SizeException e) {
        assertThat(batch).isGreaterThan(10);
        assertThat(told)
            .allSatisfy(e2 -> assertThat(e2.getSerializedSize()).isLessThanOrEqualTo(LIMIT));
        return;
      }
    }
    throw new AssertionError("a sample took 2 000 managers");
  }

  @Test
  void anAnswerThatCouldNotBeSentIsRefusedAndNothingIsDone() {
    RegisterDataSamplesParam.Builder samples = RegisterDataSamplesParam.newBuilder();
    IntStream.range(0, 4000).forEach(i -> samples.addSamples(Requests.dataSample("s" + i)));

    assertThatThrownBy(
            () -> call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), samples.build()))
        .isInstanceOf(SizeException.class)
        .hasMessageMatching(
            "the answer of RegisterDataSamples would be a message larger than max \\(\\d+ vs\\. "
                + ANSWER
                + "\\), ask for less at once");
    assertThatCode(
            () ->
                call(
                    DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
                    RegisterDataSamplesParam.newBuilder()
                        .addSamples(Requests.dataSample("s0"))
                        .build()))
        .as("nothing of it was done")
        .doesNotThrowAnyException();
  }

  @Test
  void aListWithoutPagesEndsBeforeItIsTooLong() {
    call(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(),
        Requests.dataManager("manager").build());
    for (int batch = 0; batch < 7; batch++) {
      RegisterDataSamplesParam.Builder samples = RegisterDataSamplesParam.newBuilder();
      for (int i = 0; i < 1000; i++) {
        samples.addSamples(Requests.dataSample("s" + batch + "-" + i, "manager"));
      }
      call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), samples.build());
    }

    assertThatThrownBy(
            () ->
                call(
                    DatasetServiceGrpc.getGetDatasetMethod(),
                    GetDatasetParam.newBuilder().setKey(key("manager")).build()))
        .isInstanceOf(SizeException.class)
        .hasMessageContaining("walk the samples with QueryDataSamples");
  }

  @Test
  void anEventOfAnotherLimitComesWithoutItsAsset() {
    Event stored =
        Event.newBuilder()
            .setId("id")
            .setAssetKey("key")
            .putMetadata("reason", "x".repeat(LIMIT))
            .setFunction(Function.newBuilder().setKey("key"))
            .build();

    Event fitting = new SizeLimits(LIMIT, ANSWER).fitting(stored);

    assertThat(fitting.getSerializedSize()).isLessThan(LIMIT);
    assertThat(fitting.hasFunction()).isFalse();
    assertThat(fitting.getId()).isEqualTo("id");
    assertThat(fitting.getAssetKey()).isEqualTo("key");
    assertThat(fitting.getMetadataMap())
        .containsExactly(
            Map.entry(
                "left_out", "the asset: the event has " + stored.getSerializedSize() + " bytes"));
  }
}
