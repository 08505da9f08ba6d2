package orchestrator.client.worker;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.UpdateFunctionParam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an organization's functions from WAITING to READY. */
final class BuildWork implements Work<Function> {
  private static final Logger LOG = LoggerFactory.getLogger(BuildWork.class);

  private final PersistentCalls calls;
  private final BuildHandler handler;
  private final Predicate<Function> which;
  private final Attempts<Function> attempts;

  BuildWork(
      PersistentCalls calls,
      BuildHandler handler,
      Predicate<Function> which,
      FailureReports<Function> failures) {
    this.calls = calls;
    this.handler = handler;
    this.which = which;
    this.attempts = new Attempts<>(calls, failures);
  }

  @Override
  public Stream<Function> waiting() {
    return calls
        .client()
        .pages(
            FunctionServiceGrpc.getQueryFunctionsMethod(),
            QueryFunctionsParam.getDefaultInstance(),
            QueryFunctionsResponse::getFunctionsList)
        .filter(
            function ->
                isMine(function)
                    && (function.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING
                        || function.getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING));
  }

  @Override
  public Optional<Function> announced(Event event) {
    return Optional.of(event.getFunction())
        .filter(this::isMine)
        .filter(function -> function.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING);
  }

  private boolean isMine(Function function) {
    return function.getOwner().equals(calls.client().organization());
  }

  @Override
  public String key(Function function) {
    return function.getKey();
  }

  @Override
  public boolean accepts(Function function) {
    return which.test(function);
  }

  @Override
  public void perform(Function function) {
    boolean resumed = function.getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING;
    if (resumed
        ? isBuilding(function)
        : isMoved(function, FunctionAction.FUNCTION_ACTION_BUILDING)) {
      attempts.run(
          function.getKey(),
          function,
          resumed,
          again -> build(function),
          () -> isBuilding(function));
    }
  }

  private void build(Function function) throws Exception {
    Addressable image = handler.build(function);
    calls.call(
        FunctionServiceGrpc.getUpdateFunctionMethod(),
        UpdateFunctionParam.newBuilder()
            .setKey(function.getKey())
            .setName(current(function).getName())
            .setImage(image)
            .build());
    if (isMoved(function, FunctionAction.FUNCTION_ACTION_READY)) {
      LOG.debug("function {} is ready", function.getKey());
    }
  }

  private boolean isMoved(Function function, FunctionAction action) {
    return calls.move(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(function.getKey())
            .setAction(action)
            .build());
  }

  private boolean isBuilding(Function function) {
    return current(function).getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING;
  }

  private Function current(Function function) {
    return calls.call(
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.newBuilder().setKey(function.getKey()).build());
  }
}
