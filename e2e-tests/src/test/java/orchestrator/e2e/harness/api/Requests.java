package orchestrator.e2e.harness.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * Makes valid requests with everything at its default, to be changed where a scenario is about it.
 * The default task belongs to the plan {@code plan}, runs {@code function}, which takes any number
 * of models as {@code models} and makes one as {@code model}, and is worked on by {@code
 * MyOrg1MSP}.
 */
public class Requests {
  /** The default owner and worker. */
  public static final String ONE = "MyOrg1MSP";

  /** The other organization. */
  public static final String TWO = "MyOrg2MSP";

  private final Keys keys;

  /** Requests that name assets by {@code keys}. */
  public Requests(Keys keys) {
    this.keys = keys;
  }

  /** The key of the asset with this name. */
  public final String key(String name) {
    return keys.of(name);
  }

  /** The keys of the assets with these names, in their order. */
  public final List<String> keys(String... names) {
    return Arrays.stream(names).map(keys::of).toList();
  }

  /** The names that these keys were made for, in their order. */
  public final List<String> names(Collection<String> ofKeys) {
    return ofKeys.stream().map(key -> keys.nameOf(key).orElse(key)).toList();
  }

  /** An address whose checksum has the right form. */
  public static Addressable address(String path) {
    return Addressable.newBuilder()
        .setChecksum("1d".repeat(32))
        .setStorageAddress("https://store.example.org/" + path)
        .build();
  }

  /** Everyone may. */
  public static NewPermissions everyone() {
    return NewPermissions.newBuilder().setPublic(true).build();
  }

  /** These may, and the owner, whom the server adds. */
  public static NewPermissions only(String... organizations) {
    return NewPermissions.newBuilder().addAllAuthorizedIds(Arrays.asList(organizations)).build();
  }

  /** A function's input of one asset that must be there. */
  public static FunctionInput takes(AssetKind kind) {
    return FunctionInput.newBuilder().setKind(kind).build();
  }

  /** A function's input of any number of assets. */
  public static FunctionInput takesAny(AssetKind kind) {
    return takes(kind).toBuilder().setMultiple(true).setOptional(true).build();
  }

  /** A function's output of one asset. */
  public static FunctionOutput makes(AssetKind kind) {
    return FunctionOutput.newBuilder().setKind(kind).build();
  }

  /** A function of models to a model. */
  public final NewFunction.Builder function(String name) {
    return NewFunction.newBuilder()
        .setKey(key(name))
        .setName(name)
        .setDescription(address("description"))
        .setArchive(address("archive"))
        .setNewPermissions(everyone())
        .putInputs("models", takesAny(AssetKind.ASSET_MODEL))
        .putOutputs("model", makes(AssetKind.ASSET_MODEL));
  }

  /** A function of a data manager, its samples and models to a model and a performance. */
  public final NewFunction.Builder dataFunction(String name) {
    return function(name)
        .putInputs("manager", takes(AssetKind.ASSET_DATA_MANAGER))
        .putInputs("samples", takesAny(AssetKind.ASSET_DATA_SAMPLE));
  }

  /** A function that makes a performance beside the model. */
  public final NewFunction.Builder measuringFunction(String name) {
    return function(name).putOutputs("score", makes(AssetKind.ASSET_PERFORMANCE));
  }

  /** A data manager that everyone may process. */
  public final NewDataManager.Builder manager(String name) {
    return NewDataManager.newBuilder()
        .setKey(key(name))
        .setName(name)
        .setNewPermissions(everyone())
        .setDescription(address("description"))
        .setOpener(address("opener"))
        .setType("table")
        .setLogsPermission(only());
  }

  /** A sample of these managers. */
  public final NewDataSample.Builder sample(String name, String... managers) {
    return NewDataSample.newBuilder()
        .setKey(key(name))
        .setChecksum("2e".repeat(32))
        .addAllDataManagerKeys(keys(managers));
  }

  /** A plan. */
  public final NewComputePlan.Builder plan(String name) {
    return NewComputePlan.newBuilder().setKey(key(name)).setName(name).setTag("tag");
  }

  /** The default task: no inputs, one model for everyone. */
  public final NewComputeTask.Builder task(String name) {
    return NewComputeTask.newBuilder()
        .setKey(key(name))
        .setFunctionKey(key("function"))
        .setComputePlanKey(key("plan"))
        .setWorker(ONE)
        .putOutputs("model", output());
  }

  /** The default task with the models of {@code parents} as its inputs. */
  public final NewComputeTask.Builder child(String name, String... parents) {
    NewComputeTask.Builder task = task(name);
    Arrays.stream(parents).forEach(parent -> task.addInputs(from("models", parent, "model")));
    return task;
  }

  /** An input by key. */
  public final ComputeTaskInput asset(String identifier, String name) {
    return ComputeTaskInput.newBuilder().setIdentifier(identifier).setAssetKey(key(name)).build();
  }

  /** An input by a parent's output. */
  public final ComputeTaskInput from(String identifier, String parent, String output) {
    return ComputeTaskInput.newBuilder()
        .setIdentifier(identifier)
        .setParentTaskOutput(
            ParentTaskOutputRef.newBuilder()
                .setParentTaskKey(key(parent))
                .setOutputIdentifier(output))
        .build();
  }

  /** An output that everyone may process, kept. */
  public static NewComputeTaskOutput output() {
    return NewComputeTaskOutput.newBuilder().setPermissions(everyone()).build();
  }

  /** An output that everyone may process and that can be disabled. */
  public static NewComputeTaskOutput transientOutput() {
    return output().toBuilder().setTransient(true).build();
  }

  /** A model as the output {@code model} of a task. */
  public final NewModel.Builder model(String name, String task) {
    return NewModel.newBuilder()
        .setKey(key(name))
        .setComputeTaskKey(key(task))
        .setComputeTaskOutputIdentifier("model")
        .setAddress(address("model"));
  }

  /** A performance as the output {@code score} of a task. */
  public final NewPerformance.Builder performance(String task, float value) {
    return NewPerformance.newBuilder()
        .setComputeTaskKey(key(task))
        .setComputeTaskOutputIdentifier("score")
        .setPerformanceValue(value);
  }

  /** The report of an execution that failed. */
  public final NewFailureReport.Builder taskFailure(String task) {
    return NewFailureReport.newBuilder()
        .setAssetKey(key(task))
        .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
        .setErrorType(ErrorType.ERROR_TYPE_EXECUTION)
        .setLogsAddress(address("logs"));
  }

  /** The report of a build that failed. */
  public final NewFailureReport.Builder functionFailure(String function) {
    return taskFailure(function)
        .setAssetType(FailedAssetKind.FAILED_ASSET_FUNCTION)
        .setErrorType(ErrorType.ERROR_TYPE_BUILD);
  }
}
