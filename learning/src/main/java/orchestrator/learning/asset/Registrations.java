package orchestrator.learning.asset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.LongTexts;
import orchestrator.client.spec.Sharing;
import orchestrator.learning.rule.Fact;
import orchestrator.learning.rule.Ids;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.Managers;
import orchestrator.learning.rule.Preduplet;
import orchestrator.learning.rule.Problem;
import orchestrator.learning.rule.Uplet;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFunction;
import orchestrator.proto.ParentTaskOutputRef;
import orchestrator.proto.UpdateFunctionParam;

/**
 * Says how what was posted, and what follows from it, is registered. Every organization of the
 * channel may use all of it: a model travels to where the data are.
 */
public final class Registrations {
  private static final int MOST = 100;
  private static final String TAG = "learning";

  /** What the API wants an address of and nobody reads. */
  private static final Addressable WORD =
      Addressables.of("learning by rule", "orchestrator://learning/rule");

  private Registrations() {}

  /** The function of a problem: what makes a prediction by a model on one piece of data. */
  public static NewFunction problem(ObjectNode body, Fact.Terms terms) {
    String id = body.path("uuid").textValue();
    NewFunction.Builder function =
        function(Ids.problem(id), "problem " + id, Names.Kind.problem, body)
            .putOutputs(
                Names.PREDICTION,
                FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build());
    return function
        .putMetadata(Names.RULES, terms.rules().name())
        .putMetadata(Names.LEASE, terms.lease().toString())
        .putMetadata(Names.TRIES, Integer.toString(terms.tries()))
        .build();
  }

  /** The function of an algorithm: what trains a model on some data. */
  public static NewFunction algo(ObjectNode body) {
    String id = body.path("uuid").textValue();
    return function(Ids.algo(id), "algo " + body.path("name").asText(id), Names.Kind.algo, body)
        .putOutputs(Names.MODEL, FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build())
        .putOutputs(
            Names.PERFORMANCE,
            FunctionOutput.newBuilder().setKind(AssetKind.ASSET_PERFORMANCE).build())
        .build();
  }

  private static NewFunction.Builder function(
      String key, String name, Names.Kind kind, ObjectNode body) {
    return NewFunction.newBuilder()
        .setKey(key)
        .setName(cut(name, MOST))
        .setDescription(WORD)
        .setArchive(WORD)
        .setNewPermissions(Sharing.everyone())
        .putAllMetadata(metadata(kind, body))
        .putInputs(
            Names.OPENER, FunctionInput.newBuilder().setKind(AssetKind.ASSET_DATA_MANAGER).build())
        .putInputs(
            Names.SAMPLES,
            FunctionInput.newBuilder()
                .setKind(AssetKind.ASSET_DATA_SAMPLE)
                .setMultiple(true)
                .build())
        .putInputs(
            Names.MODEL,
            FunctionInput.newBuilder().setKind(AssetKind.ASSET_MODEL).setOptional(true).build());
  }

  /** Renames a function to what it is named already. */
  public static UpdateFunctionParam again(NewFunction function) {
    return UpdateFunctionParam.newBuilder()
        .setKey(function.getKey())
        .setName(function.getName())
        .setImage(WORD)
        .build();
  }

  /** Names a function as one that is withdrawn. */
  public static UpdateFunctionParam withdrawn(String key, String name) {
    return UpdateFunctionParam.newBuilder()
        .setKey(key)
        .setName(cut(name, MOST - Names.WITHDRAWN.length()) + Names.WITHDRAWN)
        .setImage(WORD)
        .build();
  }

  private static Map<String, String> metadata(Names.Kind kind, JsonNode body) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(Names.KIND, kind.name());
    LongTexts.put(metadata, Names.BODY, Json.text(body));
    return metadata;
  }

  /** Names have at most 100 characters, which are code points, and one at least. */
  private static String cut(String name, int most) {
    String text = name.replace('\0', ' ');
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  /** The plan that a problem's trainings are in. */
  public static NewComputePlan plan(Problem problem) {
    return plan(problem.plan(), "learning " + problem.uuid());
  }

  /** The plan that an organization's predictions for a problem are in. */
  public static NewComputePlan predictions(Problem problem, String organization) {
    return plan(Preduplet.plan(problem, organization), "predictions " + problem.uuid());
  }

  private static NewComputePlan plan(String key, String name) {
    return NewComputePlan.newBuilder().setKey(key).setName(cut(name, MOST)).setTag(TAG).build();
  }

  /** What holds the data together that an organization posts for a problem. */
  public static NewDataManager trainingData(Problem problem, String organization) {
    return manager(
        Managers.training(problem, organization), "data of problem " + problem.uuid(), Map.of());
  }

  /** What holds the data together that an organization wants predictions for. */
  public static NewDataManager predictionData(Problem problem, String organization) {
    return manager(
        Managers.prediction(problem, organization),
        "prediction data of problem " + problem.uuid(),
        Map.of());
  }

  /** What holds the data together that an organization has withdrawn. */
  public static NewDataManager withdrawnData(String organization) {
    return manager(Managers.withdrawn(organization), "withdrawn data", Map.of());
  }

  /**
   * The record of data posted in one request.
   *
   * @param number of the same post, from 0
   */
  public static NewDataManager post(ObjectNode body, String organization, int number) {
    String key =
        Keys.named("learning post " + number + " by " + organization + " " + Json.text(body));
    return manager(
        key,
        String.format(Locale.ROOT, "%d data posted", body.path("uuid").size()),
        metadata(Names.Kind.post, body));
  }

  private static NewDataManager manager(String key, String name, Map<String, String> metadata) {
    return NewDataManager.newBuilder()
        .setKey(key)
        .setName(cut(name, MOST))
        .setDescription(WORD)
        .setOpener(WORD)
        .setNewPermissions(Sharing.everyone())
        .setLogsPermission(Sharing.everyone())
        .putAllMetadata(metadata)
        .build();
  }

  /** A piece of data; its content is unknown here, and its id stands for it. */
  public static NewDataSample sample(String id, List<String> managers) {
    return NewDataSample.newBuilder()
        .setKey(Ids.data(id))
        .addAllDataManagerKeys(managers)
        .setChecksum(Addressables.checksum(id.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static NewComputeTask task(Learnuplet learnuplet, int attempt) {
    NewComputeTask.Builder task =
        NewComputeTask.newBuilder()
            .setKey(learnuplet.task(attempt))
            .setFunctionKey(learnuplet.algo().key())
            .setComputePlanKey(learnuplet.plan())
            .putMetadata(Names.KIND, Names.Kind.learnuplet.name())
            .putMetadata(Names.UUID, learnuplet.uuid())
            .putMetadata(Names.TRY, Integer.toString(attempt))
            .putMetadata(Names.RANK, Integer.toString(learnuplet.rank()))
            .putMetadata(Names.ALGO, learnuplet.algo().uuid())
            .putOutputs(Names.MODEL, shared())
            .putOutputs(Names.PERFORMANCE, shared())
            .addInputs(
                asset(
                    Names.OPENER,
                    Managers.training(learnuplet.problem(), learnuplet.organization())));
    learnuplet.trainData().forEach(id -> task.addInputs(asset(Names.SAMPLES, Ids.data(id))));
    learnuplet.startsFrom().ifPresent(start -> task.addInputs(model(start)));
    return task.build();
  }

  private static NewComputeTask task(Preduplet preduplet, int attempt) {
    return task(
        preduplet.asked(),
        preduplet.problem(),
        preduplet.model(),
        preduplet.task(attempt),
        attempt);
  }

  /** The task in which a prediction is tried first. */
  public static NewComputeTask task(Fact.Asked asked, Problem problem, Learnuplet model) {
    return task(asked, problem, model, asked.uuid(), 0);
  }

  private static NewComputeTask task(
      Fact.Asked asked, Problem problem, Learnuplet model, String key, int attempt) {
    NewComputeTask.Builder task =
        NewComputeTask.newBuilder()
            .setKey(key)
            .setFunctionKey(problem.key())
            .setComputePlanKey(Preduplet.plan(problem, asked.owner()))
            .putMetadata(Names.KIND, Names.Kind.preduplet.name())
            .putMetadata(Names.UUID, asked.uuid())
            .putMetadata(Names.TRY, Integer.toString(attempt))
            .putMetadata(Names.PROBLEM, problem.uuid())
            .putMetadata(Names.MODEL_ID, asked.model())
            .putMetadata(Names.LEARNUPLET, asked.learnuplet())
            .putMetadata(Names.DATA, asked.data())
            .putOutputs(Names.PREDICTION, shared())
            .addInputs(asset(Names.OPENER, asked.manager()))
            .addInputs(asset(Names.SAMPLES, Ids.data(asked.data())));
    if (model.isDone()) {
      task.addInputs(model(model));
    }
    return task.build();
  }

  /** The task of a try. */
  public static NewComputeTask task(Uplet uplet, int attempt) {
    return uplet instanceof Learnuplet learnuplet
        ? task(learnuplet, attempt)
        : task((Preduplet) uplet, attempt);
  }

  private static ComputeTaskInput asset(String identifier, String key) {
    return ComputeTaskInput.newBuilder().setIdentifier(identifier).setAssetKey(key).build();
  }

  private static ComputeTaskInput model(Learnuplet start) {
    return ComputeTaskInput.newBuilder()
        .setIdentifier(Names.MODEL)
        .setParentTaskOutput(
            ParentTaskOutputRef.newBuilder()
                .setParentTaskKey(start.task())
                .setOutputIdentifier(Names.MODEL))
        .build();
  }

  private static NewComputeTaskOutput shared() {
    return NewComputeTaskOutput.newBuilder().setPermissions(Sharing.everyone()).build();
  }
}
