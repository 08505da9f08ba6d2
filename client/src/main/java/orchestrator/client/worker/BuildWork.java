package orchestrator.client.worker;

import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorException;
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
  private static final Logger log = LoggerFactory.getLogger(BuildWork.class);

  private final PersistentCalls calls;
  private final BuildHandler handler;
  private final FailureReports<Function> failures;

  BuildWork(PersistentCalls calls, BuildHandler handler, FailureReports<Function> failures) {
    this.calls = calls;
    this.handler = handler;
    this.failures = failures;
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
    return true;
  }

  @Override
  public void perform(Function function) {
    boolean resumed = function.getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING;
    if (resumed
        ? isBuilding(function)
        : isMoved(function, FunctionAction.FUNCTION_ACTION_BUILDING)) {
      build(function);
    }
  }

  private void build(Function function) {
    try {
      Addressable image = handler.build(function);
      calls.call(
          FunctionServiceGrpc.getUpdateFunctionMethod(),
          UpdateFunctionParam.newBuilder()
              .setKey(function.getKey())
              .setName(current(function).getName())
              .setImage(image)
              .build());
      if (isMoved(function, FunctionAction.FUNCTION_ACTION_READY)) {
        log.debug("function {} is ready", function.getKey());
      }
    } catch (OrchestratorException e) {
      if (!e.isTransient()) {
        failures.register(function.getKey(), function, e);
        return;
      }
      log.info("function {} stays for the next builder: {}", function.getKey(), e.getMessage());
    } catch (InterruptedException e) {
      log.info("function {} was interrupted, and stays for the next builder", function.getKey());
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      failures.register(function.getKey(), function, e);
    }
  }

  /** Moves the function; false when somebody else was faster. */
  private boolean isMoved(Function function, FunctionAction action) {
    try {
      calls.call(
          FunctionServiceGrpc.getApplyFunctionActionMethod(),
          ApplyFunctionActionParam.newBuilder()
              .setFunctionKey(function.getKey())
              .setAction(action)
              .build());
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INCOMPATIBLE_STATUS)) {
        throw e;
      }
      log.debug("function {} is somebody else's: {}", function.getKey(), e.detail());
      return false;
    }
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
