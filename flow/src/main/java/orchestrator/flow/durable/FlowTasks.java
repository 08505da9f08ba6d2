package orchestrator.flow.durable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.LongTexts;
import orchestrator.client.spec.Sharing;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * Says how runs stand in the API. A run is a plan of the orchestrator's organization, with one task
 * of that organization which is EXECUTING for as long as the run goes on; each hop is a task of the
 * organization that runs the service. Keys follow from the run's id and the place, so that
 * registering twice is registering once.
 */
final class FlowTasks {
  static final String TAG = "flow";

  /** The profiling step of a hop that is taken up after a crash, which no status tells. */
  static final String TAKEN_AGAIN = "taken again";

  private static final String BEFORE = "before";
  private static final String RESULT = "result";
  private static final String RUN = "flow.run";
  private static final String FLOW = "flow.name";
  private static final String PLACE = "flow.visit";
  private static final String SERVICE = "flow.service";
  private static final String COMMAND = "flow.command";
  private static final String FORKS = "flow.forks.";
  private static final String JOINS = "flow.joins.";
  private static final String MESSAGE = "flow.message";
  private static final int LONGEST_NAME = 100;

  private final String organization;

  FlowTasks(String organization) {
    this.organization = organization;
  }

  /** The key of the function of the tasks that stand for runs. */
  String runFunctionKey() {
    return Keys.named("flow run of " + organization);
  }

  private String hopFunctionKey(Visit visit) {
    return Keys.named("flow hop of " + organization + "/" + asked(visit));
  }

  /** What a visit asks for, which people see as the name of its function. */
  private static String asked(Visit visit) {
    return cut((visit.block().service().orElse("") + " " + visit.block().command()).strip());
  }

  /** The functions of runs, and of all that these flows ask for. */
  List<NewFunction> functions(Collection<Flow<?, ?>> flows) {
    Map<String, NewFunction> functions = new LinkedHashMap<>();
    functions.put(runFunctionKey(), function(runFunctionKey(), "flow run"));
    flows.stream()
        .flatMap(flow -> flow.visits().stream())
        .flatMap(visit -> Stream.concat(Stream.of(visit), visit.undo().stream()))
        .forEach(
            visit ->
                functions.computeIfAbsent(
                    hopFunctionKey(visit), key -> function(key, asked(visit))));
    return List.copyOf(functions.values());
  }

  /** What a hop does is in its task, so that description and archive are a word. */
  private static NewFunction function(String key, String name) {
    Addressable word = Addressables.of(name, "orchestrator://flow/hop");
    // Nobody but the owner may use it, so nobody else makes hops that look like its own.
    return FunctionSpec.named(name)
        .key(key)
        .description(word)
        .archive(word)
        .input(
            BEFORE,
            FunctionInput.newBuilder()
                .setKind(AssetKind.ASSET_MODEL)
                .setMultiple(true)
                .setOptional(true)
                .build())
        .multipleOutput(RESULT)
        .toMessage();
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
  }

  String planKey(String run) {
    return Keys.named("flow run of " + organization + "/" + run);
  }

  String runTaskKey(String run) {
    return Keys.named(planKey(run) + "/run");
  }

  String hopKey(String run, String place) {
    return Keys.named(planKey(run) + "/hop/" + place);
  }

  NewComputePlan plan(String run, String flow) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(FLOW, flow);
    metadata.put(RUN, run);
    return NewComputePlan.newBuilder()
        .setKey(planKey(run))
        .setName(cut(flow + " " + run))
        .setTag(TAG)
        .putAllMetadata(metadata)
        .build();
  }

  /** The task that stands for the run itself. */
  NewComputeTask runTask(String run, String flow, String body) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(FLOW, flow);
    metadata.put(RUN, run);
    LongTexts.put(metadata, MESSAGE, body);
    return task(run, runTaskKey(run), runFunctionKey(), organization, metadata).build();
  }

  /** The task of one hop. */
  NewComputeTask hop(Visit visit, Message<?> message, String worker, String text) {
    String run = message.header().run();
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(FLOW, message.header().flow());
    metadata.put(RUN, run);
    LongTexts.put(metadata, PLACE, message.place());
    visit.block().service().ifPresent(service -> metadata.put(SERVICE, service));
    if (!message.header().command().isEmpty()) {
      LongTexts.put(metadata, COMMAND, message.header().command());
    }
    put(metadata, FORKS, message.header().passage().forks());
    put(metadata, JOINS, message.header().passage().joins());
    LongTexts.put(metadata, MESSAGE, text);
    NewComputeTask.Builder task =
        task(run, hopKey(run, message.place()), hopFunctionKey(visit), worker, metadata);
    for (String parent : parents(message)) {
      task.addInputs(
          ComputeTaskInput.newBuilder()
              .setIdentifier(BEFORE)
              .setParentTaskOutput(
                  ParentTaskOutputRef.newBuilder()
                      .setParentTaskKey(hopKey(run, parent))
                      .setOutputIdentifier(RESULT)));
    }
    return task.build();
  }

  private static void put(Map<String, String> metadata, String key, List<String> texts) {
    for (int number = 0; number < texts.size(); number++) {
      LongTexts.put(metadata, key + number, texts.get(number));
    }
  }

  private static List<String> list(ComputeTask task, String key) {
    List<String> texts = new ArrayList<>();
    Optional<String> text = LongTexts.get(task.getMetadataMap(), key + 0);
    while (text.isPresent()) {
      texts.add(text.get());
      text = LongTexts.get(task.getMetadataMap(), key + texts.size());
    }
    return texts;
  }

  /** The forks that began on the way to a hop. */
  static List<String> forks(ComputeTask task) {
    return list(task, FORKS);
  }

  /** The forks that ended on the way to a hop. */
  static List<String> joins(ComputeTask task) {
    return list(task, JOINS);
  }

  /** A task whose parent has failed could never run, so an undoing comes after what it undoes. */
  private static List<String> parents(Message<?> message) {
    return message.header().source().startsWith(Visit.UNDO)
        ? List.of(message.place().substring(Visit.UNDO.length()))
        : message.header().passage().before();
  }

  private NewComputeTask.Builder task(
      String run, String key, String function, String worker, Map<String, String> metadata) {
    return NewComputeTask.newBuilder()
        .setKey(key)
        .setComputePlanKey(planKey(run))
        .setFunctionKey(function)
        .setWorker(worker)
        .putAllMetadata(metadata)
        // Nothing is ever put out: the order of hops is all that this output is for.
        .putOutputs(
            RESULT, NewComputeTaskOutput.newBuilder().setPermissions(Sharing.everyone()).build());
  }

  /** The run that a task belongs to; empty for a task that is none of a flow. */
  static Optional<String> run(ComputeTask task) {
    return Optional.ofNullable(task.getMetadataMap().get(RUN));
  }

  static Optional<String> run(Map<String, String> planMetadata) {
    return Optional.ofNullable(planMetadata.get(RUN));
  }

  static String flow(ComputeTask task) {
    return task.getMetadataOrDefault(FLOW, "");
  }

  /** The place of a hop; empty for the task of the run itself. */
  static Optional<String> place(ComputeTask task) {
    return LongTexts.get(task.getMetadataMap(), PLACE);
  }

  static String service(ComputeTask task) {
    return task.getMetadataOrDefault(SERVICE, "");
  }

  static String message(ComputeTask task) {
    return LongTexts.get(task.getMetadataMap(), MESSAGE).orElse("");
  }
}
