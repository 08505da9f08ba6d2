package orchestrator.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/**
 * Compares assets with what their registration asked for: it lays the request over the asset, and
 * looks whether that changes anything. A field and its counterpart in the asset have one name, but
 * for the {@code new_} of permissions.
 */
final class Comparison {
  /** Servers accept these and do not keep them; the output of a model is in its event alone. */
  private static final Set<String> IN_NO_ASSET =
      Set.of(
          "orchestrator.NewDataManager.type",
          "orchestrator.NewDataSample.test_only",
          "orchestrator.NewModel.compute_task_output_identifier");

  /** The server chooses it when it is empty. */
  private static final String WORKER = "orchestrator.NewComputeTask.worker";

  /** Doubles count once, and more may have been added since. */
  private static final String MANAGERS = "orchestrator.NewDataSample.data_manager_keys";

  private final RetryingCaller caller;
  private final Map<String, Map<String, List<String>>> outputs = new HashMap<>();

  Comparison(RetryingCaller caller) {
    this.caller = caller;
  }

  /** Whether an asset is the caller's own, and as it was asked for. */
  boolean isSame(Message asked, Message asset) {
    Message.Builder laid = asset.toBuilder();
    lay(asked, laid);
    // An organization is its own owner; a performance has none but its task's.
    Stream.of("owner", "id")
        .map(asset.getDescriptorForType()::findFieldByName)
        .filter(field -> field != null)
        .forEach(field -> laid.setField(field, caller.organization()));
    return laid.build().equals(asset) && (!(asked instanceof NewModel model) || isOutput(model));
  }

  private void lay(Message asked, Message.Builder over) {
    for (FieldDescriptor field : asked.getDescriptorForType().getFields()) {
      Object wanted = asked.getField(field);
      boolean isOpen = field.getFullName().equals(WORKER) && wanted.equals("");
      if (!isOpen && !IN_NO_ASSET.contains(field.getFullName())) {
        lay(field, asked, over);
      }
    }
  }

  private void lay(FieldDescriptor field, Message asked, Message.Builder over) {
    String name = field.getName().replaceFirst("^new_", "");
    FieldDescriptor there = over.getDescriptorForType().findFieldByName(name);
    Object wanted = asked.getField(field);
    if (field.getFullName().equals(MANAGERS)) {
      wanted = managers((List<?>) wanted, (List<?>) over.getField(there));
    }
    if (wanted instanceof List<?> list) {
      over.clearField(there);
      list.forEach(one -> over.addRepeatedField(there, kept(one, there, over)));
      return;
    }
    Object kept = kept(wanted, there, over);
    // A message without content may be there or not.
    if (!kept.equals(over.getField(there))) {
      over.setField(there, kept);
    }
  }

  private static List<?> managers(List<?> wanted, List<?> there) {
    List<?> first = wanted.stream().distinct().toList();
    return Stream.concat(first.stream(), there.stream().skip(first.size())).toList();
  }

  /** What a server keeps in this field of an asset for a part of a request. */
  private Object kept(Object wanted, FieldDescriptor there, Message.Builder asset) {
    if (wanted instanceof NewPermissions permissions) {
      Permission granted = granted(permissions);
      return there.getMessageType().equals(Permission.getDescriptor())
          ? granted
          : Permissions.newBuilder().setProcess(granted).setDownload(granted).build();
    }
    if (wanted instanceof Message part
        && !part.getDescriptorForType().equals(there.getMessageType())) {
      Message.Builder over = asset.newBuilderForField(there);
      lay(part, over);
      return over.build();
    }
    return wanted;
  }

  /** The owner is appended to the ids when it is not among them. */
  private Permission granted(NewPermissions asked) {
    Permission.Builder granted =
        Permission.newBuilder()
            .setPublic(asked.getPublic())
            .addAllAuthorizedIds(asked.getAuthorizedIdsList());
    if (!asked.getAuthorizedIdsList().contains(caller.organization())) {
      granted.addAuthorizedIds(caller.organization());
    }
    return granted.build();
  }

  private boolean isOutput(NewModel asked) {
    return outputs
        .computeIfAbsent(asked.getComputeTaskKey(), task -> TaskOutputs.keys(caller, task))
        .getOrDefault(asked.getComputeTaskOutputIdentifier(), List.of())
        .contains(asked.getKey());
  }
}
