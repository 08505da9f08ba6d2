package orchestrator.demo.lead;

import java.util.Arrays;
import java.util.List;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.demo.storage.ArtefactStore;
import orchestrator.demo.study.Names;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.NewFunction;

/** The study's functions, as they are registered by the lead hospital for all of them. */
final class StudyFunctions {

  private static final String KIND = "functions";

  private final Study study;
  private final ArtefactStore store;

  /** The functions of a study, with their descriptions and archives in this store. */
  StudyFunctions(Study study, ArtefactStore store) {
    this.study = study;
    this.store = store;
  }

  /** One function for each step, in the order in which they are used. */
  List<NewFunction> toMessages() {
    return Arrays.stream(Step.values()).map(this::function).toList();
  }

  /**
   * Builds a function: checks its archive, and that it is the code of this program.
   *
   * @return where its image is
   */
  Addressable build(NewFunction function) {
    String archive = store.read(function.getArchive());
    return store.write(study.lead(), KIND, function.getKey() + "-image.txt", archive);
  }

  private NewFunction function(Step step) {
    FunctionSpec spec =
        FunctionSpec.named(study.keys().functionName(step))
            .key(study.keys().function(step))
            .description(file(step, "description.md", step.description()))
            .archive(file(step, "archive.txt", FunctionArchive.of(step)))
            .sharing(Sharing.with(study.hospitals().toArray(String[]::new)));
    return switch (step) {
      case DESCRIBE -> withData(spec).output(Names.SUMS, AssetKind.ASSET_MODEL).toMessage();
      case POOL ->
          spec.multipleInput(Names.SUMS, AssetKind.ASSET_MODEL)
              .output(Names.MODEL, AssetKind.ASSET_MODEL)
              .toMessage();
      case TRAIN ->
          withData(spec)
              .optionalInput(Names.MODEL, AssetKind.ASSET_MODEL)
              .output(Names.MODEL, AssetKind.ASSET_MODEL)
              .toMessage();
      case AGGREGATE ->
          spec.multipleInput(Names.MODELS, AssetKind.ASSET_MODEL)
              .output(Names.MODEL, AssetKind.ASSET_MODEL)
              .toMessage();
      case TEST ->
          withData(spec)
              .input(Names.MODEL, AssetKind.ASSET_MODEL)
              .output(Names.ACCURACY, AssetKind.ASSET_PERFORMANCE)
              .output(Names.AUC, AssetKind.ASSET_PERFORMANCE)
              .toMessage();
    };
  }

  private static FunctionSpec withData(FunctionSpec spec) {
    return spec.dataInputs(Names.DATA_MANAGER, Names.DATA_SAMPLES);
  }

  private Addressable file(Step step, String name, String text) {
    return store.write(study.lead(), KIND, study.keys().function(step) + "-" + name, text);
  }
}
