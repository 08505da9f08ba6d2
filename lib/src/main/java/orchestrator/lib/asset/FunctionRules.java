package orchestrator.lib.asset;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewFunction;

/** Checks what a function takes in and puts out. */
final class FunctionRules {
  private FunctionRules() {}

  static void check(NewFunction function, Fields fields) {
    fields.key("key", function.getKey());
    fields.name("name", function.getName());
    fields.addressable("description", function.hasDescription(), function.getDescription());
    fields.addressable("archive", function.hasArchive(), function.getArchive());
    fields.required("new_permissions", function.hasNewPermissions());
    fields.metadata(function.getMetadataMap());
    for (Map.Entry<String, FunctionInput> input :
        new TreeMap<>(function.getInputsMap()).entrySet()) {
      String path = Fields.entry("inputs", input.getKey());
      fields.name(path, input.getKey());
      checkInput(input.getValue(), fields.in(path));
    }
    checkData(function.getInputsMap().values(), fields);
    for (Map.Entry<String, FunctionOutput> output :
        new TreeMap<>(function.getOutputsMap()).entrySet()) {
      String path = Fields.entry("outputs", output.getKey());
      fields.name(path, output.getKey());
      checkOutput(output.getValue(), fields.in(path));
    }
  }

  private static void checkInput(FunctionInput input, Fields fields) {
    switch (input.getKind()) {
      case ASSET_MODEL, ASSET_DATA_SAMPLE -> {}
      case ASSET_DATA_MANAGER -> {
        mustBeUnset("multiple", input.getMultiple(), fields);
        mustBeUnset("optional", input.getOptional(), fields);
      }
      default -> badKind(input.getKind(), fields);
    }
  }

  /** A manager opens samples: neither makes sense without the other. */
  private static void checkData(Collection<FunctionInput> inputs, Fields fields) {
    long managers = count(inputs, AssetKind.ASSET_DATA_MANAGER);
    long samples = count(inputs, AssetKind.ASSET_DATA_SAMPLE);
    if (managers > 1) {
      fields.add("inputs", "must have at most one data manager");
    } else if (managers == 1 && samples == 0) {
      fields.add("inputs", "must have a data sample, since there is a data manager");
    } else if (managers == 0 && samples > 0) {
      fields.add("inputs", "must have a data manager, since there is a data sample");
    }
  }

  private static long count(Collection<FunctionInput> inputs, AssetKind kind) {
    return inputs.stream().filter(input -> input.getKind() == kind).count();
  }

  private static void checkOutput(FunctionOutput output, Fields fields) {
    switch (output.getKind()) {
      case ASSET_MODEL -> {}
      case ASSET_PERFORMANCE -> mustBeUnset("multiple", output.getMultiple(), fields);
      default -> badKind(output.getKind(), fields);
    }
  }

  private static void mustBeUnset(String field, boolean value, Fields fields) {
    if (value) {
      fields.add(field, Reason.NOT_BLANK);
    }
  }

  private static void badKind(AssetKind kind, Fields fields) {
    fields.add("kind", kind == AssetKind.ASSET_UNKNOWN ? Reason.BLANK : Reason.VALUE);
  }
}
