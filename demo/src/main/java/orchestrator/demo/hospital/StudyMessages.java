package orchestrator.demo.hospital;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.PlanBuilder;
import orchestrator.client.TaskBuilder;
import orchestrator.client.spec.FolderStore;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.NewFunction;

/** Describes the study's functions and its graph, as the lead hospital registers them for all. */
final class StudyMessages {
  private static final String DATA_MANAGER = "datamanager";
  private static final String DATA_SAMPLES = "datasamples";

  private final Study study;
  private final FolderStore store;
  private final Map<Step, NewFunction> functions = new EnumMap<>(Step.class);

  /** The messages of a study; descriptions and archives of its functions go into the store. */
  StudyMessages(Study study, FolderStore store) {
    this.study = study;
    this.store = store;
    Stream.of(Step.values()).forEach(step -> functions.put(step, function(step)));
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
            .key(study.plan())
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
          .input(DATA_MANAGER, study.dataManager(hospital))
          .input(
              DATA_SAMPLES,
              step == Step.TEST ? study.heldBack(hospital) : study.training(hospital));
    }
    for (StudyTask parent : task.parents()) {
      message.inputFrom(step.input(), parent.key(), parent.step().outputs().get(0));
    }
    if (task.isPassing()) {
      message.transientOutput(step.outputs().get(0));
    }
  }

  /** All hospitals run this program, so the archive carries no code but names a class of it. */
  private NewFunction function(Step step) {
    String code = HospitalFunctions.class.getName();
    String archive = "function %s\nclass %s\n";
    FunctionSpec spec =
        FunctionSpec.named(study.functionName(step))
            .key(study.function(step))
            .description(file(step, "description.md", step.description()))
            .archive(file(step, "archive.txt", archive.formatted(step.word(), code)))
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
    return store.write(study.lead(), "functions/" + study.function(step) + "-" + name, text);
  }
}
