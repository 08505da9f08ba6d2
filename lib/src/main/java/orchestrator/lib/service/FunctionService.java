package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.PermissionRules;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.state.FunctionStates;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyFunctionActionResponse;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.UpdateFunctionParam;
import orchestrator.proto.UpdateFunctionResponse;

/** Keeps functions: what tasks execute, once somebody has built them. */
@Singleton
public final class FunctionService {
  private static final String USER_ACTION = "User action";

  private final ComputeTaskService tasks;
  private final PageLimit pages;

  @Inject
  FunctionService(ComputeTaskService tasks, PageLimit pages) {
    this.tasks = tasks;
    this.pages = pages;
  }

  /**
   * Registers a function of the requester, which waits to be built.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0006 for a key in use, OE0003 for
   *     permissions of an unknown organization, OE0002 for an unknown requester
   */
  public Function registerFunction(Transaction transaction, NewFunction request) {
    Validator.check(request);
    Lookup.requireUnused(transaction, Tables.FUNCTIONS, request.getKey());
    Function function =
        Function.newBuilder()
            .setKey(request.getKey())
            .setName(request.getName())
            .setDescription(request.getDescription())
            .setArchive(request.getArchive())
            .setPermissions(
                PermissionRules.both(
                    RegisteredOrganizations.permission(transaction, request.getNewPermissions())))
            .setOwner(transaction.requester())
            .setCreationDate(transaction.time())
            .putAllMetadata(request.getMetadataMap())
            .putAllInputs(request.getInputsMap())
            .putAllOutputs(request.getOutputsMap())
            .setStatus(FunctionStatus.FUNCTION_STATUS_WAITING)
            .setImage(Addressable.getDefaultInstance())
            .build();
    RegisteredOrganizations.require(transaction, transaction.requester());
    EventLog.register(transaction, Tables.FUNCTIONS, function);
    return function;
  }

  /**
   * The function with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public Function getFunction(Transaction transaction, GetFunctionParam request) {
    return Lookup.find(transaction, Tables.FUNCTIONS, request.getKey());
  }

  /** The functions that the tasks of a plan use, or all, oldest first. */
  public QueryFunctionsResponse queryFunctions(
      Transaction transaction, QueryFunctionsParam request) {
    Page<Function> page =
        Tables.FUNCTIONS
            .query(transaction.database())
            .whereGiven(
                Tables.FUNCTIONS_BY_PLAN, Lookup.key(request.getFilter().getComputePlanKey()))
            .page(request.getPageToken(), pages.of(request.getPageSize()));
    return QueryFunctionsResponse.newBuilder()
        .addAllFunctions(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  /**
   * Sets the name of a function of the requester, and its image where one with checksum and address
   * is given.
   *
   * @throws OrchestratorException OE0101 for a broken rule, also when a READY function would have
   *     no image then; OE0002 for an unknown function; OE0102 for one of somebody else
   */
  public UpdateFunctionResponse updateFunction(
      Transaction transaction, UpdateFunctionParam request) {
    Validator.check(request);
    Function function = Lookup.find(transaction, Tables.FUNCTIONS, request.getKey());
    if (!function.getOwner().equals(transaction.requester())) {
      throw Errors.denied("requester does not own the function");
    }
    Function.Builder update = function.toBuilder().setName(request.getName());
    if (Validator.isImage(request.getImage())) {
      update.setImage(request.getImage());
    }
    if (update.getStatus() == FunctionStatus.FUNCTION_STATUS_READY
        && update.getImage().getChecksum().isEmpty()) {
      throw Errors.invalid(
          "function is not valid: Image checksum should not be empty when function status is ready");
    }
    Function updated = update.build();
    EventLog.update(transaction, Tables.FUNCTIONS, updated);
    return UpdateFunctionResponse.getDefaultInstance();
  }

  /**
   * Moves a function of the requester to another status, and with it the tasks that wait for it.
   *
   * @throws OrchestratorException OE0003 for an action that there is not, OE0002 for an unknown
   *     function, OE0102 for one of somebody else, OE0104 for an action that the function's status
   *     does not allow
   */
  public ApplyFunctionActionResponse applyFunctionAction(
      Transaction transaction, ApplyFunctionActionParam request) {
    if (!FunctionStates.MACHINE.knows(request.getAction())) {
      throw Errors.precondition("unsupported action");
    }
    Function function = Lookup.find(transaction, Tables.FUNCTIONS, request.getFunctionKey());
    if (!function.getOwner().equals(transaction.requester())) {
      throw Errors.denied("only function owner can update it");
    }
    apply(transaction, function, request.getAction(), USER_ACTION);
    return ApplyFunctionActionResponse.getDefaultInstance();
  }

  /**
   * Lets the function fail, and the tasks that are being built.
   *
   * @throws OrchestratorException OE0104 when it is not being built
   */
  void fail(Transaction transaction, Function function, String reason) {
    apply(transaction, function, FunctionAction.FUNCTION_ACTION_FAILED, reason);
  }

  private void apply(
      Transaction transaction, Function function, FunctionAction action, String reason) {
    FunctionStatus status = FunctionStates.MACHINE.after(action, function.getStatus());
    Function changed = function.toBuilder().setStatus(status).build();
    Tables.FUNCTIONS.put(transaction.database(), changed.getKey(), changed);
    EventLog.updated(transaction, Tables.FUNCTIONS, changed, reason);
    switch (status) {
      case FUNCTION_STATUS_BUILDING ->
          tasks.functionBuilding(transaction, changed.getKey(), reason);
      case FUNCTION_STATUS_READY -> tasks.functionReady(transaction, changed);
      case FUNCTION_STATUS_CANCELED ->
          tasks.functionCanceled(transaction, changed.getKey(), reason);
      case FUNCTION_STATUS_FAILED -> tasks.functionFailed(transaction, changed.getKey(), reason);
      default -> throw new IllegalStateException("no action leads to " + status);
    }
  }
}
