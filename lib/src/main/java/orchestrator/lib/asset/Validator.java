package orchestrator.lib.asset;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.BiConsumer;
import orchestrator.lib.persistence.AssetType;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/**
 * Checks a request against the rules that hold whatever is stored.
 *
 * <p>Each method returns when the request keeps them all, and otherwise throws OE0101 with every
 * fault of the message: {@code <type> is not valid: <field>: <reason>; …}. Of a batch it tells the
 * faults of the first bad item, with the item's index in the field.
 */
public final class Validator {
  private Validator() {}

  public static void check(RegisterOrganizationParam request) {
    check(
        Tables.ORGANIZATIONS,
        request,
        (organization, fields) -> {
          String address = organization.getAddress();
          if (!address.isEmpty() && !Addresses.isAbsoluteUri(address)) {
            fields.add("address", Reason.URL);
          }
        });
  }

  public static void check(NewFunction request) {
    check(Tables.FUNCTIONS, request, FunctionRules::check);
  }

  public static void check(UpdateFunctionParam request) {
    check(
        Tables.FUNCTIONS,
        request,
        (update, fields) -> {
          fields.key("key", update.getKey());
          fields.name("name", update.getName());
          fields.image("image", update.getImage());
        });
  }

  /** True if an update sets this image: one that lacks its checksum or its address is ignored. */
  public static boolean isImage(Addressable image) {
    return !image.getChecksum().isEmpty() && !image.getStorageAddress().isEmpty();
  }

  public static void check(NewDataManager request) {
    check(
        Tables.DATA_MANAGERS,
        request,
        (manager, fields) -> {
          fields.key("key", manager.getKey());
          fields.name("name", manager.getName());
          fields.required("new_permissions", manager.hasNewPermissions());
          fields.addressable("description", manager.hasDescription(), manager.getDescription());
          fields.addressable("opener", manager.hasOpener(), manager.getOpener());
          fields.required("logs_permission", manager.hasLogsPermission());
          fields.metadata(manager.getMetadataMap());
        });
  }

  public static void check(UpdateDataManagerParam request) {
    check(
        Tables.DATA_MANAGERS,
        request,
        (update, fields) -> {
          fields.key("key", update.getKey());
          fields.name("name", update.getName());
        });
  }

  public static void check(RegisterDataSamplesParam request) {
    checkAll(Tables.DATA_SAMPLES, "samples", request.getSamplesList(), Validator::checkSample);
  }

  private static void checkSample(NewDataSample sample, Fields fields) {
    fields.key("key", sample.getKey());
    fields.keys("data_manager_keys", sample.getDataManagerKeysList());
    fields.checksum("checksum", sample.getChecksum());
  }

  public static void check(UpdateDataSamplesParam request) {
    check(
        Tables.DATA_SAMPLES,
        request,
        (update, fields) -> {
          fields.required("keys", update.getKeysCount() > 0);
          fields.keys("keys", update.getKeysList());
          fields.keys("data_manager_keys", update.getDataManagerKeysList());
        });
  }

  public static void check(NewComputePlan request) {
    check(
        Tables.PLANS,
        request,
        (plan, fields) -> {
          fields.key("key", plan.getKey());
          fields.name("name", plan.getName());
          fields.text("tag", plan.getTag());
          fields.metadata(plan.getMetadataMap());
        });
  }

  public static void check(UpdateComputePlanParam request) {
    check(
        Tables.PLANS,
        request,
        (update, fields) -> {
          fields.key("key", update.getKey());
          fields.name("name", update.getName());
        });
  }

  public static void check(NewComputeTask request) {
    check(Tables.TASKS, request, TaskRules::check);
  }

  /** Whether there is any task at all is not asked here. */
  public static void check(RegisterTasksParam request) {
    checkAll(Tables.TASKS, "tasks", request.getTasksList(), TaskRules::check);
  }

  /** Only what is kept of it, the log; key and action are told apart by the call itself. */
  public static void check(ApplyTaskActionParam request) {
    Faults faults = new Faults(Tables.TASKS);
    if (request.getLog().indexOf('\0') >= 0) {
      faults.add("log", Reason.VALUE);
    }
    faults.throwIfAny();
  }

  public static void check(NewModel request) {
    check(Tables.MODELS, request, Validator::checkModel);
  }

  /** Whether there is any model at all is not asked here. */
  public static void check(RegisterModelsParam request) {
    checkAll(Tables.MODELS, "models", request.getModelsList(), Validator::checkModel);
  }

  private static void checkModel(NewModel model, Fields fields) {
    fields.key("key", model.getKey());
    fields.key("compute_task_key", model.getComputeTaskKey());
    fields.required(
        "compute_task_output_identifier", !model.getComputeTaskOutputIdentifier().isEmpty());
    fields.addressable("address", model.hasAddress(), model.getAddress());
  }

  public static void check(NewPerformance request) {
    check(
        Tables.PERFORMANCES,
        request,
        (performance, fields) -> {
          fields.key("compute_task_key", performance.getComputeTaskKey());
          fields.required(
              "compute_task_output_identifier",
              !performance.getComputeTaskOutputIdentifier().isEmpty());
        });
  }

  /** An unset kind of asset is another error than OE0101, and is not asked for here. */
  public static void check(NewFailureReport request) {
    check(Tables.FAILURE_REPORTS, request, FailureReportRules::check);
  }

  public static void check(ProfilingStep request) {
    check(
        Tables.PROFILING_STEPS,
        request,
        (step, fields) -> {
          fields.key("asset_key", step.getAssetKey());
          fields.name("step", step.getStep());
          fields.required("duration", step.getDuration() != 0);
        });
  }

  private static <T extends Message> void check(
      AssetType<?> type, T message, BiConsumer<T, Fields> rules) {
    Faults faults = new Faults(type);
    check(message, new Fields(faults, ""), rules);
    faults.throwIfAny();
  }

  private static <T extends Message> void checkAll(
      AssetType<?> type, String field, List<T> items, BiConsumer<T, Fields> rules) {
    for (int i = 0; i < items.size(); i++) {
      Faults faults = new Faults(type);
      check(items.get(i), new Fields(faults, Fields.item(field, i) + "."), rules);
      faults.throwIfAny();
    }
  }

  private static <T extends Message> void check(
      T message, Fields fields, BiConsumer<T, Fields> rules) {
    rules.accept(message, fields);
    NulRule.check(message, fields);
  }
}
