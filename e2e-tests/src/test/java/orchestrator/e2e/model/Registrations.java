package orchestrator.e2e.model;

import java.util.List;
import java.util.Map;
import orchestrator.proto.AssetKind;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFunction;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** Writes calls that register and rename what tasks are made of. */
final class Registrations {
  private final Scene scene;
  private final Draw draw;

  Registrations(Scene scene) {
    this.scene = scene;
    this.draw = scene.draw();
  }

  Step organization() {
    List<String> missing =
        scene.organizations().stream()
            .filter(id -> !scene.state().organizations.containsKey(id))
            .toList();
    String address = draw.pick("", "http://backend.example:80", "urn:x", "ftp://h/x", "no scheme");
    return new Step(
        missing.isEmpty() ? scene.organization() : draw.pick(missing),
        RegisterOrganizationParam.newBuilder().setAddress(draw.chance(0.5) ? "" : address).build());
  }

  Step function() {
    NewFunction.Builder function =
        NewFunction.newBuilder()
            .setKey(scene.newKey())
            .setName(draw.name())
            .setDescription(draw.addressable())
            .setArchive(draw.addressable())
            .setNewPermissions(scene.permissions())
            .putAllMetadata(metadata());
    switch (draw.number(0, 8)) {
      case 0 -> {
        data(function).putInputs("start", input(AssetKind.ASSET_MODEL, false, true));
        function.putOutputs("model", output(AssetKind.ASSET_MODEL, false));
      }
      case 1 -> {
        function.putInputs("models", input(AssetKind.ASSET_MODEL, true, draw.chance(0.3)));
        function.putOutputs("model", output(AssetKind.ASSET_MODEL, false));
      }
      case 2 -> {
        data(function).putInputs("model", input(AssetKind.ASSET_MODEL, false, false));
        function.putOutputs("accuracy", output(AssetKind.ASSET_PERFORMANCE, false));
      }
      case 3 -> {
        function.putOutputs("models", output(AssetKind.ASSET_MODEL, true));
        function.putOutputs("accuracy", output(AssetKind.ASSET_PERFORMANCE, false));
      }
      default -> {
        function.putInputs("models", input(AssetKind.ASSET_MODEL, true, true));
        function.putOutputs("model", output(AssetKind.ASSET_MODEL, draw.chance(0.2)));
      }
    }
    return new Step(scene.organization(), function.build());
  }

  private NewFunction.Builder data(NewFunction.Builder function) {
    return function
        .putInputs("manager", input(AssetKind.ASSET_DATA_MANAGER, false, false))
        .putInputs("samples", input(AssetKind.ASSET_DATA_SAMPLE, true, draw.chance(0.2)));
  }

  private static FunctionInput input(AssetKind kind, boolean multiple, boolean optional) {
    return FunctionInput.newBuilder()
        .setKind(kind)
        .setMultiple(multiple)
        .setOptional(optional)
        .build();
  }

  private static FunctionOutput output(AssetKind kind, boolean multiple) {
    return FunctionOutput.newBuilder().setKind(kind).setMultiple(multiple).build();
  }

  private Map<String, String> metadata() {
    return draw.chance(0.7) ? Map.of() : Map.of(draw.pick("", "k"), draw.pick("", "v"));
  }

  Step manager() {
    return new Step(
        scene.organization(),
        NewDataManager.newBuilder()
            .setKey(scene.newKey())
            .setName(draw.name())
            .setNewPermissions(scene.permissions())
            .setDescription(draw.addressable())
            .setOpener(draw.addressable())
            .setType(draw.pick("", "tabular"))
            .setLogsPermission(scene.permissions())
            .putAllMetadata(metadata())
            .build());
  }

  Step samples() {
    List<DataManager> managers = scene.own(scene.state().managers);
    String owner = managers.isEmpty() ? scene.organization() : draw.pick(managers).getOwner();
    RegisterDataSamplesParam.Builder samples = RegisterDataSamplesParam.newBuilder();
    int count = draw.number(draw.chance(0.1) ? 0 : 1, 4);
    for (int i = 0; i < count; i++) {
      NewDataSample.Builder sample =
          NewDataSample.newBuilder()
              .setKey(scene.newKey())
              .setChecksum(draw.checksum())
              .setTestOnly(draw.chance(0.3));
      managersOf(owner).forEach(sample::addDataManagerKeys);
      samples.addSamples(sample);
    }
    return new Step(scene.mostly(owner), samples.build());
  }

  /** The keys of some managers of an organization; at times one twice, or one of another. */
  private List<String> managersOf(String owner) {
    List<String> keys =
        scene.own(scene.state().managers, manager -> manager.getOwner().equals(owner)).stream()
            .map(DataManager::getKey)
            .filter(key -> draw.chance(0.85))
            .toList();
    if (draw.chance(0.05)) {
      return List.of(scene.keyAmong(scene.state().managers));
    }
    return !keys.isEmpty() && draw.chance(0.1) ? List.of(keys.get(0), keys.get(0)) : keys;
  }

  Step plan() {
    return new Step(
        scene.organization(),
        NewComputePlan.newBuilder()
            .setKey(scene.newKey())
            .setName(draw.name())
            .setTag(draw.pick("", "tag"))
            .putAllMetadata(metadata())
            .build());
  }

  Step renamedFunction() {
    String key = scene.keyAmong(scene.state().functions);
    UpdateFunctionParam.Builder update =
        UpdateFunctionParam.newBuilder().setKey(key).setName(draw.name());
    switch (draw.number(0, 5)) {
      case 0, 1 -> update.setImage(draw.addressable());
      case 2 -> update.getImageBuilder().setChecksum("not even hex");
      case 3 -> update.getImageBuilder().setStorageAddress("ignored");
      case 4 -> update.getImageBuilder().setChecksum("odd").setStorageAddress("as given");
      default -> {}
    }
    Function function = scene.state().functions.getOrDefault(key, Function.getDefaultInstance());
    return new Step(ownerOrAny(function.getOwner()), update.build());
  }

  Step renamedManager() {
    String key = scene.keyAmong(scene.state().managers);
    DataManager manager =
        scene.state().managers.getOrDefault(key, DataManager.getDefaultInstance());
    return new Step(
        ownerOrAny(manager.getOwner()),
        UpdateDataManagerParam.newBuilder().setKey(key).setName(draw.name()).build());
  }

  Step renamedPlan() {
    String key = scene.keyAmong(scene.state().plans);
    var plan = scene.state().plans.get(key);
    return new Step(
        ownerOrAny(plan == null ? "" : plan.getOwner()),
        UpdateComputePlanParam.newBuilder().setKey(key).setName(draw.name()).build());
  }

  Step updatedSamples() {
    List<DataSample> samples = scene.own(scene.state().samples);
    String owner = samples.isEmpty() ? scene.organization() : draw.pick(samples).getOwner();
    UpdateDataSamplesParam.Builder update = UpdateDataSamplesParam.newBuilder();
    draw.shuffled(samples).stream()
        .filter(sample -> sample.getOwner().equals(owner) || draw.chance(0.05))
        .limit(3)
        .forEach(sample -> update.addKeys(sample.getKey()));
    if (draw.chance(0.04)) {
      update.addKeys(scene.newKey());
    }
    update.addAllDataManagerKeys(managersOf(owner));
    return new Step(scene.mostly(owner), update.build());
  }

  private String ownerOrAny(String owner) {
    return owner.isEmpty() ? scene.organization() : scene.mostly(owner);
  }

  Step profilingStep() {
    return new Step(
        scene.organization(),
        ProfilingStep.newBuilder()
            .setAssetKey(scene.keyAmong(scene.state().tasks))
            .setStep(draw.name())
            .setDuration(draw.pick(1, -1, 0, 1_000_000))
            .build());
  }
}
