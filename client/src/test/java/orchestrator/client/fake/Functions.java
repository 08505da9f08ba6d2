package orchestrator.client.fake;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyFunctionActionResponse;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.UpdateFunctionParam;
import orchestrator.proto.UpdateFunctionResponse;

final class Functions extends FunctionServiceGrpc.FunctionServiceImplBase {
  private static final Map<FunctionAction, FunctionStatus> FROM =
      Map.of(
          FunctionAction.FUNCTION_ACTION_BUILDING, FunctionStatus.FUNCTION_STATUS_WAITING,
          FunctionAction.FUNCTION_ACTION_READY, FunctionStatus.FUNCTION_STATUS_BUILDING);
  private static final Map<FunctionAction, FunctionStatus> TO =
      Map.of(
          FunctionAction.FUNCTION_ACTION_BUILDING, FunctionStatus.FUNCTION_STATUS_BUILDING,
          FunctionAction.FUNCTION_ACTION_READY, FunctionStatus.FUNCTION_STATUS_READY);

  private final State state;

  Functions(State state) {
    this.state = state;
  }

  @Override
  public void registerFunction(NewFunction asked, StreamObserver<Function> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          if (state.functions.containsKey(asked.getKey())) {
            throw Refusal.conflict("function", asked.getKey());
          }
          Function function =
              Function.newBuilder()
                  .setKey(asked.getKey())
                  .setName(asked.getName())
                  .setDescription(asked.getDescription())
                  .setArchive(asked.getArchive())
                  .setPermissions(State.both(asked.getNewPermissions()))
                  .setOwner(State.OWNER)
                  .putAllMetadata(asked.getMetadataMap())
                  .putAllInputs(asked.getInputsMap())
                  .putAllOutputs(asked.getOutputsMap())
                  .setStatus(FunctionStatus.FUNCTION_STATUS_WAITING)
                  .build();
          state.put(function);
          return function;
        });
  }

  @Override
  public void getFunction(GetFunctionParam asked, StreamObserver<Function> observer) {
    Answers.answer(state, observer, () -> get(asked.getKey()));
  }

  private Function get(String key) {
    return Optional.ofNullable(state.functions.get(key))
        .orElseThrow(() -> Refusal.notFound("function", key));
  }

  @Override
  public void queryFunctions(
      QueryFunctionsParam asked, StreamObserver<QueryFunctionsResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          Answers.Page<Function> page =
              Answers.page(
                  List.copyOf(state.functions.values()), asked.getPageToken(), asked.getPageSize());
          return QueryFunctionsResponse.newBuilder()
              .addAllFunctions(page.items())
              .setNextPageToken(page.next())
              .build();
        });
  }

  @Override
  public void updateFunction(
      UpdateFunctionParam asked, StreamObserver<UpdateFunctionResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          state.put(
              get(asked.getKey()).toBuilder()
                  .setName(asked.getName())
                  .setImage(asked.getImage())
                  .build());
          return UpdateFunctionResponse.getDefaultInstance();
        });
  }

  @Override
  public void applyFunctionAction(
      ApplyFunctionActionParam asked, StreamObserver<ApplyFunctionActionResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          Function function = get(asked.getFunctionKey());
          if (function.getStatus() != FROM.get(asked.getAction())) {
            throw Refusal.transition("transition", function.getStatus().name());
          }
          state.put(function.toBuilder().setStatus(TO.get(asked.getAction())).build());
          return ApplyFunctionActionResponse.getDefaultInstance();
        });
  }
}
