package orchestrator.demo.hospital;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.PlanBuilder;
import orchestrator.client.TaskBuilder;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyKeys;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.NewFunction;

/** The study's functions and its graph, as the lead hospital registers them for all. */
final class StudyMessages {

  private static final String DATA_MANAGER = "datamanager";
  private static final String DATA_SAMPLES = "datasamples";
  private static final Class<?> CODE = HospitalFunctions.class;

  private final Study study;
  private final StudyKeys keys;
  private final ArtefactStore store;
  private final Map<Step, NewFunction> functions = new EnumMap<>(Step.class);

  /** The messages of a study; descriptions and archives of its functions go into the store. */
  StudyMessages(Study study, ArtefactStore store) {
    this.study = study;
    this.keys = study.keys();
    this.store = store;
    String code = Addressables.checksum(code());
    Stream.of(Step.values()).forEach(step -> functions.put(step, function(step, code)));
  }

  /** One function for each step, in the order in which they are used. */
  List<NewFunction> functions() {
    return List.copyOf(functions.values());
  }

  /** The plan with all tasks of the graph. */
  PlanBuilder plan(OrchestratorClient client, StudyGraph graph) {
    PlanBuilder plan =
        client
            .plan("joint diagnosis model")
            .key(keys.plan())
            .tag("demo")
            .sharing(Sharing.with(study.hospitals()));
    graph.tasks().forEach(task -> add(task, plan.task(functions.get(task.step()))));
    return plan;
  }

  private void add(StudyTask task, TaskBuilder message) {
    Step step = task.step();
    String hospital = task.hospital();
    message
        .key(task.key())
        .worker(hospital)
        .metadata("round", String.valueOf(task.round()))
        .metadata("line", task.line().text());
    if (step == Step.TRAIN) {
      message.metadata(Study.STEPS, String.valueOf(study.steps()));
    }
    if (step.usesRecords()) {
      message
          .input(DATA_MANAGER, keys.dataManager(hospital))
          .input(
              DATA_SAMPLES, step == Step.TEST ? keys.heldBack(hospital) : keys.training(hospital));
    }
    for (StudyTask parent : task.parents()) {
      message.inputFrom(step.input(), parent.key(), parent.step().outputs().get(0));
    }
    if (task.isPassing()) {
      message.transientOutput(step.outputs().get(0));
    }
  }

  /**
   * All hospitals run this same program, so the archive carries no code: it names the class of the
   * program that is the function, with its checksum.
   */
  private NewFunction function(Step step, String code) {
    String archive = "function %s\nclass %s\nsha256 %s\n";
    FunctionSpec spec =
        FunctionSpec.named(keys.functionName(step))
            .key(keys.function(step))
            .description(file(step, "description.md", step.description()))
            .archive(
                file(step, "archive.txt", archive.formatted(step.word(), CODE.getName(), code)))
            .sharing(Sharing.with(study.hospitals()));
    if (step.usesRecords()) {
      spec.dataInputs(DATA_MANAGER, DATA_SAMPLES);
    }
    switch (step) {
      case DESCRIBE -> {}
      case POOL, AGGREGATE -> spec.multipleInput(step.input(), AssetKind.ASSET_MODEL);
      case TRAIN -> spec.optionalInput(step.input(), AssetKind.ASSET_MODEL);
      case TEST -> spec.input(step.input(), AssetKind.ASSET_MODEL);
    }
    step.outputs()
        .forEach(
            output ->
                spec.output(
                    output,
                    step == Step.TEST ? AssetKind.ASSET_PERFORMANCE : AssetKind.ASSET_MODEL));
    return spec.toMessage();
  }

  private Addressable file(Step step, String name, String text) {
    return store.write(study.lead(), "functions/" + keys.function(step) + "-" + name, text);
  }

  private static byte[] code() {
    try (InputStream in = CODE.getResourceAsStream(CODE.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the code of " + CODE.getName() + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
