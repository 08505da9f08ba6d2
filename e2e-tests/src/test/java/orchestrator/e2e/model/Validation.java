package orchestrator.e2e.model;

import java.util.Collection;
import java.util.Set;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFunction;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** Checks the rules of a message alone, for all but what is about tasks. */
final class Validation {
  private static final Set<AssetKind> INPUT_KINDS =
      Set.of(AssetKind.ASSET_MODEL, AssetKind.ASSET_DATA_SAMPLE, AssetKind.ASSET_DATA_MANAGER);
  private static final Set<AssetKind> OUTPUT_KINDS =
      Set.of(AssetKind.ASSET_MODEL, AssetKind.ASSET_PERFORMANCE);

  private Validation() {}

  static void check(RegisterOrganizationParam message) {
    Faults faults = new Faults(Kind.ORGANIZATION, message);
    if (!message.getAddress().isEmpty() && !Addresses.isAbsolute(message.getAddress())) {
      faults.somehow();
    }
    faults.refuse();
  }

  static void check(NewFunction message) {
    Faults faults = new Faults(Kind.FUNCTION, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    faults.addressable("description", message.hasDescription(), message.getDescription());
    faults.addressable("archive", message.hasArchive(), message.getArchive());
    faults.required("new_permissions", message.hasNewPermissions());
    faults.metadata(message.getMetadataMap());
    message.getInputsMap().keySet().forEach(faults::identifierWithin);
    message.getOutputsMap().keySet().forEach(faults::identifierWithin);
    inputs(faults, message.getInputsMap().values());
    outputs(faults, message.getOutputsMap().values());
    faults.refuse();
  }

  private static void inputs(Faults faults, Collection<FunctionInput> inputs) {
    long managers = count(inputs, AssetKind.ASSET_DATA_MANAGER);
    long samples = count(inputs, AssetKind.ASSET_DATA_SAMPLE);
    if (managers > 1 || (managers > 0) != (samples > 0)) {
      faults.somehow();
    }
    for (FunctionInput input : inputs) {
      boolean choosy =
          input.getKind() == AssetKind.ASSET_DATA_MANAGER
              && (input.getMultiple() || input.getOptional());
      if (!INPUT_KINDS.contains(input.getKind()) || choosy) {
        faults.somehow();
      }
    }
  }

  private static long count(Collection<FunctionInput> inputs, AssetKind kind) {
    return inputs.stream().filter(input -> input.getKind() == kind).count();
  }

  private static void outputs(Faults faults, Collection<FunctionOutput> outputs) {
    for (FunctionOutput output : outputs) {
      boolean manyPerformances =
          output.getKind() == AssetKind.ASSET_PERFORMANCE && output.getMultiple();
      if (!OUTPUT_KINDS.contains(output.getKind()) || manyPerformances) {
        faults.somehow();
      }
    }
  }

  static void check(UpdateFunctionParam message) {
    Faults faults = new Faults(Kind.FUNCTION, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    String checksum = message.getImage().getChecksum();
    String address = message.getImage().getStorageAddress();
    if (isImage(message.getImage())
        && (Faults.length(checksum) > 64 || Faults.length(address) > 2_048)) {
      faults.somehow();
    }
    faults.refuse();
  }

  /** Whether an update sets this image: half of one is ignored. */
  static boolean isImage(Addressable image) {
    return !image.getChecksum().isEmpty() && !image.getStorageAddress().isEmpty();
  }

  static void check(NewDataManager message) {
    Faults faults = new Faults(Kind.DATA_MANAGER, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    faults.required("new_permissions", message.hasNewPermissions());
    faults.addressable("description", message.hasDescription(), message.getDescription());
    faults.addressable("opener", message.hasOpener(), message.getOpener());
    faults.required("logs_permission", message.hasLogsPermission());
    faults.metadata(message.getMetadataMap());
    faults.refuse();
  }

  static void check(UpdateDataManagerParam message) {
    Faults faults = new Faults(Kind.DATA_MANAGER, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    faults.refuse();
  }

  static void check(NewDataSample message) {
    Faults faults = new Faults(Kind.DATA_SAMPLE, message);
    faults.key("key", message.getKey());
    faults.keysWithin(message.getDataManagerKeysList());
    faults.checksum("checksum", message.getChecksum());
    faults.refuseItem();
  }

  static void check(UpdateDataSamplesParam message) {
    Faults faults = new Faults(Kind.DATA_SAMPLE, message);
    faults.required("keys", message.getKeysCount() > 0);
    faults.keysWithin(message.getKeysList());
    faults.keysWithin(message.getDataManagerKeysList());
    faults.refuse();
  }

  static void check(NewComputePlan message) {
    Faults faults = new Faults(Kind.PLAN, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    if (Faults.length(message.getTag()) > 100) {
      faults.of("tag", Faults.OVER_100);
    }
    faults.metadata(message.getMetadataMap());
    faults.refuse();
  }

  static void check(UpdateComputePlanParam message) {
    Faults faults = new Faults(Kind.PLAN, message);
    faults.key("key", message.getKey());
    faults.text1to100("name", message.getName());
    faults.refuse();
  }
}
