package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.error.SizeException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.AnswerBytes;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetComputeTaskModelsResponse;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.NewModel;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterModelsResponse;

/** Keeps models: what tasks learn and hand on. */
@Singleton
public final class ModelService {
  private final SizeLimits sizes;

  @Inject
  ModelService(SizeLimits sizes) {
    this.sizes = sizes;
  }

  /**
   * Registers a model that the requester's executing task has put out.
   *
   * @throws OrchestratorException OE0002 for an unknown task, OE0101 for a broken rule, OE0102
   *     unless the task's worker asks, OE0003 unless the task is executing, OE0106 and OE0107 for
   *     the wrong output, OE0006 for one that has its model and for a key in use
   */
  public Model registerModel(Transaction transaction, NewModel request) {
    ComputeTask task = task(transaction, request);
    Validator.check(request);
    TaskOutputAssets outputs = TaskOutputAssets.of(transaction, task, Tables.MODELS);
    return register(transaction, task, outputs, request);
  }

  /**
   * Registers models of one task, all or none.
   *
   * @throws OrchestratorException as {@link #registerModel}, and OE0003 for no model and for models
   *     of several tasks
   */
  public RegisterModelsResponse registerModels(
      Transaction transaction, RegisterModelsParam request) {
    if (request.getModelsCount() == 0) {
      throw Errors.precondition("no model to register");
    }
    ComputeTask task = task(transaction, request.getModels(0));
    requireOneTask(request.getModelsList());
    Validator.check(request);
    TaskOutputAssets outputs = TaskOutputAssets.of(transaction, task, Tables.MODELS);
    RegisterModelsResponse.Builder response = RegisterModelsResponse.newBuilder();
    request
        .getModelsList()
        .forEach(model -> response.addModels(register(transaction, task, outputs, model)));
    return response.build();
  }

  /**
   * The model with a key, without address when it is disabled.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public Model getModel(Transaction transaction, GetModelParam request) {
    return Lookup.find(transaction, Tables.MODELS, request.getKey());
  }

  /**
   * The models of a task, oldest first; none for an unknown task.
   *
   * @throws SizeException when there are too many for one answer
   */
  public GetComputeTaskModelsResponse getComputeTaskOutputModels(
      Transaction transaction, GetComputeTaskModelsParam request) {
    String key = Lookup.key(request.getComputeTaskKey());
    AnswerBytes bytes =
        sizes.counting("the models of task \"" + key + "\"", "get them one by one with GetModel");
    GetComputeTaskModelsResponse.Builder response = GetComputeTaskModelsResponse.newBuilder();
    Tables.MODELS
        .query(transaction.database())
        .where(Tables.MODELS_BY_TASK, key)
        .forEach(model -> response.addModels(bytes.counted(model)));
    return response.build();
  }

  private static ComputeTask task(Transaction transaction, NewModel request) {
    String key = request.getComputeTaskKey();
    return Tables.TASKS
        .brief(transaction.database(), key)
        .orElseThrow(() -> Tables.TASKS.notFound(key));
  }

  private static void requireOneTask(List<NewModel> models) {
    if (models.stream().map(NewModel::getComputeTaskKey).distinct().count() > 1) {
      throw Errors.precondition("All models should be part of the same task");
    }
  }

  private static Model register(
      Transaction transaction, ComputeTask task, TaskOutputAssets outputs, NewModel request) {
    String identifier = request.getComputeTaskOutputIdentifier();
    FunctionOutput output = outputs.find(identifier, AssetKind.ASSET_MODEL);
    if (!output.getMultiple() && outputs.has(identifier)) {
      throw Errors.of(
          ErrorCode.CONFLICT,
          "compute task \"%s\" already has its unique output \"%s\" registered"
              .formatted(task.getKey(), identifier));
    }
    Lookup.requireUnused(transaction, Tables.MODELS, request.getKey());
    Model model =
        Model.newBuilder()
            .setKey(request.getKey())
            .setComputeTaskKey(task.getKey())
            .setAddress(request.getAddress())
            .setPermissions(task.getOutputsOrThrow(identifier).getPermissions())
            .setOwner(task.getWorker())
            .setCreationDate(transaction.time())
            .build();
    EventLog.register(transaction, Tables.MODELS, model);
    outputs.add(identifier, AssetKind.ASSET_MODEL, model.getKey());
    return model;
  }
}
