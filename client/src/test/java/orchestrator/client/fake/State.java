package orchestrator.client.fake;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Organization;
import orchestrator.proto.Performance;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/** All that the server holds; every use is synchronized on it. It survives a restart. */
final class State {
  static final String OWNER = "MyOrg1MSP";

  final Map<String, Organization> organizations = new LinkedHashMap<>();
  final Map<String, Function> functions = new LinkedHashMap<>();
  final Map<String, DataManager> managers = new LinkedHashMap<>();
  final Map<String, DataSample> samples = new LinkedHashMap<>();
  final Map<String, ComputePlan> plans = new LinkedHashMap<>();
  final Map<String, ComputeTask> tasks = new LinkedHashMap<>();
  final Map<String, Model> models = new LinkedHashMap<>();

  /** Task and output, as {@code task|output}. */
  final Set<String> disabled = new HashSet<>();

  final Map<String, Performance> performances = new LinkedHashMap<>();
  final Map<String, FailureReport> failures = new LinkedHashMap<>();
  final List<Event> events = new ArrayList<>();

  synchronized void put(Function function) {
    functions.put(function.getKey(), function);
    event(event(AssetKind.ASSET_FUNCTION, function.getKey()).setFunction(function));
  }

  synchronized void put(ComputeTask task) {
    tasks.put(task.getKey(), task);
    event(event(AssetKind.ASSET_COMPUTE_TASK, task.getKey()).setComputeTask(task));
  }

  synchronized void event(Event.Builder event) {
    events.add(event.build());
    notifyAll();
  }

  static Event.Builder event(AssetKind kind, String key) {
    return Event.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setAssetKind(kind)
        .setAssetKey(key)
        .setTimestamp(Timestamp.getDefaultInstance());
  }

  static Permissions both(NewPermissions asked) {
    return Permissions.newBuilder().setProcess(one(asked)).setDownload(one(asked)).build();
  }

  static Permission one(NewPermissions asked) {
    Permission.Builder permission =
        Permission.newBuilder()
            .setPublic(asked.getPublic())
            .addAllAuthorizedIds(asked.getAuthorizedIdsList());
    if (!asked.getAuthorizedIdsList().contains(OWNER)) {
      permission.addAuthorizedIds(OWNER);
    }
    return permission.build();
  }
}
