package orchestrator.learning.asset;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.spec.LongTexts;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.learning.rule.Fact;
import orchestrator.learning.rule.Fields;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.NewFunction;
import orchestrator.proto.Performance;

/** Reads what an event of the channel tells. */
public final class FactReader {
  private static final String REASON = "reason";
  private static final Duration LONGEST_LEASE = Duration.ofDays(365_000);

  private FactReader() {}

  /** What an event tells, if it is of anything here. */
  public static Optional<Fact> read(Event event) {
    boolean isCreated = event.getEventKind() == EventKind.EVENT_ASSET_CREATED;
    Instant time = time(event.getTimestamp());
    return switch (event.getAssetCase()) {
      case FUNCTION ->
          isCreated ? posted(event.getFunction(), time) : changed(event.getFunction(), event, time);
      case COMPUTE_PLAN ->
          Optional.of(event.getComputePlan())
              .filter(plan -> isCreated)
              .map(plan -> new Fact.PlanSeen(plan.getKey(), plan.getOwner()));
      case DATA_MANAGER -> isCreated ? posted(event.getDataManager(), time) : Optional.empty();
      case DATA_SAMPLE -> Optional.of(seen(event.getDataSample(), time));
      case COMPUTE_TASK ->
          isCreated ? registered(event.getComputeTask(), time) : changed(event, time);
      case MODEL ->
          Optional.of(event.getModel())
              .filter(model -> isCreated)
              .map(model -> new Fact.ModelMade(model.getComputeTaskKey(), model.getKey()));
      case PERFORMANCE -> measured(event.getPerformance());
      default -> Optional.empty();
    };
  }

  private static Instant time(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static Optional<Fact> posted(Function function, Instant time) {
    Map<String, String> metadata = function.getMetadataMap();
    Optional<ObjectNode> body =
        LongTexts.get(metadata, Names.BODY)
            .flatMap(Json::object)
            .filter(it -> it.path("uuid").isTextual());
    if (body.isEmpty() || !function.getPermissions().getProcess().getPublic()) {
      return Optional.empty();
    }
    String key = function.getKey();
    String owner = function.getOwner();
    return switch (metadata.getOrDefault(Names.KIND, "")) {
      case "problem" ->
          terms(metadata).map(terms -> new Fact.ProblemPosted(key, owner, body.get(), terms, time));
      case "algo" ->
          Optional.of(body.get())
              .filter(it -> isUsable(function, it))
              .map(it -> new Fact.AlgoPosted(key, owner, it, time));
      default -> Optional.empty();
    };
  }

  /** Anybody may register a function that says it is an algorithm, and that no task could have. */
  private static boolean isUsable(Function function, ObjectNode body) {
    NewFunction expected = Registrations.algo(body);
    return function.getInputsMap().equals(expected.getInputsMap())
        && function.getOutputsMap().equals(expected.getOutputsMap());
  }

  /** Anybody may register a function that says it is a problem, and say nonsense. */
  private static Optional<Fact.Terms> terms(Map<String, String> metadata) {
    try {
      return Optional.of(
              new Fact.Terms(
                  RuleSet.valueOf(metadata.getOrDefault(Names.RULES, "")),
                  Duration.parse(metadata.getOrDefault(Names.LEASE, "")),
                  Integer.parseInt(metadata.getOrDefault(Names.TRIES, ""))))
          .filter(FactReader::isPossible);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A lease of more than any time can hold would have no end. */
  private static boolean isPossible(Fact.Terms terms) {
    return terms.lease().compareTo(Duration.ZERO) > 0
        && terms.lease().compareTo(LONGEST_LEASE) <= 0
        && terms.tries() > 0;
  }

  private static Optional<Fact> changed(Function function, Event event, Instant time) {
    if (!function.containsMetadata(Names.KIND)) {
      return Optional.empty();
    }
    if (event.containsMetadata(REASON)) {
      return Optional.of(function)
          .filter(it -> it.getStatus() == FunctionStatus.FUNCTION_STATUS_READY)
          .map(it -> new Fact.FunctionReady(it.getKey()));
    }
    return Optional.of(
        function.getName().endsWith(Names.WITHDRAWN)
            ? new Fact.FunctionWithdrawn(function.getKey(), time)
            : new Fact.NamedAgain(function.getKey(), time));
  }

  private static Optional<Fact> posted(DataManager manager, Instant time) {
    if (!manager.getMetadataOrDefault(Names.KIND, "").equals(Names.Kind.post.name())) {
      return Optional.of(manager)
          .filter(it -> it.getPermissions().getProcess().getPublic())
          .map(it -> new Fact.ManagerSeen(it.getKey(), it.getOwner()));
    }
    return LongTexts.get(manager.getMetadataMap(), Names.BODY)
        .flatMap(Json::object)
        .map(
            body ->
                new Fact.DataPosted(
                    manager.getKey(),
                    manager.getOwner(),
                    Fields.texts(body.path("uuid")).distinct().toList(),
                    Fields.texts(body.path("problems")).distinct().toList(),
                    time));
  }

  private static Fact seen(DataSample sample, Instant time) {
    return new Fact.SampleSeen(
        sample.getKey(), sample.getOwner(), List.copyOf(sample.getDataManagerKeysList()), time);
  }

  private static Optional<Fact> registered(ComputeTask task, Instant time) {
    Map<String, String> metadata = task.getMetadataMap();
    String uuid = metadata.getOrDefault(Names.UUID, "");
    int attempt;
    try {
      attempt = Integer.parseInt(metadata.getOrDefault(Names.TRY, ""));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    String plan = task.getComputePlanKey();
    return switch (metadata.getOrDefault(Names.KIND, "")) {
      case "learnuplet" ->
          Optional.of(new Fact.LearningTask(task.getKey(), plan, uuid, attempt, state(task)));
      case "preduplet" ->
          Optional.of(
              new Fact.PredictionTask(
                  task.getKey(), plan, attempt, asked(task, uuid), state(task), time));
      default -> Optional.empty();
    };
  }

  private static Fact.Asked asked(ComputeTask task, String uuid) {
    return new Fact.Asked(
        uuid,
        task.getOwner(),
        task.getMetadataOrDefault(Names.PROBLEM, ""),
        task.getMetadataOrDefault(Names.DATA, ""),
        task.getWorker(),
        task.getInputsList().stream()
            .filter(input -> input.getIdentifier().equals(Names.OPENER))
            .map(ComputeTaskInput::getAssetKey)
            .findFirst()
            .orElse(""),
        task.getMetadataOrDefault(Names.MODEL_ID, ""),
        task.getMetadataOrDefault(Names.LEARNUPLET, ""));
  }

  private static Optional<Fact> changed(Event event, Instant time) {
    ComputeTask task = event.getComputeTask();
    if (!task.containsMetadata(Names.KIND)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fact.TaskChanged(
            task.getKey(),
            state(task),
            task.getWorker(),
            Json.object(event.getMetadataOrDefault(REASON, "")),
            time));
  }

  private static Fact.TaskState state(ComputeTask task) {
    return switch (task.getStatus()) {
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> Fact.TaskState.READY;
      case STATUS_EXECUTING -> Fact.TaskState.EXECUTING;
      case STATUS_DONE -> Fact.TaskState.DONE;
      case STATUS_FAILED -> Fact.TaskState.FAILED;
      case STATUS_CANCELED -> Fact.TaskState.CANCELED;
      default -> Fact.TaskState.WAITING;
    };
  }

  /** The digits that stand for the value, and not those that a float has beyond its precision. */
  private static Optional<Fact> measured(Performance performance) {
    float value = performance.getPerformanceValue();
    return Optional.of(
        new Fact.PerformanceMeasured(
            performance.getComputeTaskKey(),
            Float.isFinite(value)
                ? DecimalNode.valueOf(new BigDecimal(Float.toString(value)))
                : NullNode.getInstance()));
  }
}
