package orchestrator.e2e.model;

import orchestrator.proto.AssetKind;

/** Lists the kinds of assets, as messages and events name them. */
enum Kind {
  ORGANIZATION("organization", AssetKind.ASSET_ORGANIZATION),
  DATA_SAMPLE("datasample", AssetKind.ASSET_DATA_SAMPLE),
  DATA_MANAGER("datamanager", AssetKind.ASSET_DATA_MANAGER),
  FUNCTION("function", AssetKind.ASSET_FUNCTION),
  TASK("computetask", AssetKind.ASSET_COMPUTE_TASK),
  PLAN("computeplan", AssetKind.ASSET_COMPUTE_PLAN),
  MODEL("model", AssetKind.ASSET_MODEL),
  PERFORMANCE("performance", AssetKind.ASSET_PERFORMANCE),
  FAILURE_REPORT("failurereport", AssetKind.ASSET_FAILURE_REPORT),
  TASK_OUTPUT("computetask_output_asset", AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET),
  PROFILING_STEP("profiling_step", AssetKind.ASSET_PROFILING_STEP),
  EVENT("event", AssetKind.ASSET_UNKNOWN);

  private final String text;
  private final AssetKind assetKind;

  Kind(String text, AssetKind assetKind) {
    this.text = text;
    this.assetKind = assetKind;
  }

  /** Its name in messages. */
  String text() {
    return text;
  }

  /** Its name in the message that one of it is not found. */
  String soughtName() {
    return this == FAILURE_REPORT ? "failure report" : text;
  }

  /** Its name in events, which are never about events. */
  AssetKind assetKind() {
    return assetKind;
  }
}
