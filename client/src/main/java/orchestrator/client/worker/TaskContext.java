package orchestrator.client.worker;

import java.util.List;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.Performance;

/**
 * Gives a task that is being computed its function, its inputs, and where its results go.
 *
 * <pre>{@code
 * task -> {
 *   List<byte[]> models = fetch(task.models("models"));
 *   byte[] mean = mean(models);
 *   task.registerModel("model", store(mean));
 *   task.registerPerformance("accuracy", accuracy(mean));
 * }
 * }</pre>
 *
 * <p>After a crash the task is computed once more. What the earlier try registered stands: the n-th
 * model registered for an output is the n-th one that is there, and a performance keeps its value.
 */
public final class TaskContext {
  private final OrchestratorClient client;
  private final ComputeTask task;
  private final Function function;
  private final List<ComputeTaskInputAsset> inputs;
  private final OutputRegistrar outputs;

  TaskContext(
      OrchestratorClient client,
      ComputeTask task,
      Function function,
      List<ComputeTaskInputAsset> inputs,
      OutputRegistrar outputs) {
    this.client = client;
    this.task = task;
    this.function = function;
    this.inputs = List.copyOf(inputs);
    this.outputs = outputs;
  }

  /** The client of the worker, for what the task needs besides its inputs. */
  public OrchestratorClient client() {
    return client;
  }

  /** The task as it was when the worker took it. */
  public ComputeTask task() {
    return task;
  }

  /** The task's function. */
  public Function function() {
    return function;
  }

  /** Every input asset, in the order of the task's inputs. */
  public List<ComputeTaskInputAsset> inputs() {
    return inputs;
  }

  /**
   * The models of an input, none when an optional input has none. A disabled one has no address.
   */
  public List<Model> models(String input) {
    return inputs.stream()
        .filter(asset -> asset.getIdentifier().equals(input) && asset.hasModel())
        .map(ComputeTaskInputAsset::getModel)
        .toList();
  }

  /** The first model of an input. */
  public Optional<Model> model(String input) {
    return models(input).stream().findFirst();
  }

  /** The data manager, of which a task has at most one. */
  public Optional<DataManager> dataManager() {
    return inputs.stream()
        .filter(ComputeTaskInputAsset::hasDataManager)
        .map(ComputeTaskInputAsset::getDataManager)
        .findFirst();
  }

  /** All data samples, of every input. */
  public List<DataSample> dataSamples() {
    return inputs.stream()
        .filter(ComputeTaskInputAsset::hasDataSample)
        .map(ComputeTaskInputAsset::getDataSample)
        .toList();
  }

  /** What is registered for a model output: by an earlier try, and by this one so far. */
  public List<Model> registeredModels(String output) {
    return outputs.models(output);
  }

  /**
   * Registers a model for an output.
   *
   * @return the model that stands: of an earlier try, if that came as far, in which case its
   *     address need not be the one given
   * @throws orchestrator.client.OrchestratorException when the task has no such output, is no
   *     longer executing, or the server is away
   */
  public Model registerModel(String output, Addressable address) {
    return outputs.model(output, address);
  }

  /**
   * Registers the performance of an output.
   *
   * @return the performance that stands: of an earlier try, if that came as far
   * @throws orchestrator.client.OrchestratorException as for a model
   */
  public Performance registerPerformance(String output, float value) {
    return outputs.performance(output, value);
  }
}
