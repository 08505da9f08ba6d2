package orchestrator.client;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;

/**
 * Compares assets with what their registration asked for, field by field of the request. A field
 * and its counterpart in the asset have one name, but for the {@code new_} of permissions.
 */
final class Comparison {
  /** Accepted by servers and not kept. */
  private static final Set<FieldDescriptor> NOT_KEPT =
      Set.of(
          field(NewDataManager.getDescriptor(), NewDataManager.TYPE_FIELD_NUMBER),
          field(NewDataSample.getDescriptor(), NewDataSample.TEST_ONLY_FIELD_NUMBER));

  /** Chosen by the server when it is empty. */
  private static final FieldDescriptor WORKER =
      field(NewComputeTask.getDescriptor(), NewComputeTask.WORKER_FIELD_NUMBER);

  /** Doubles count once, and more may have been added since. */
  private static final FieldDescriptor MANAGERS =
      field(NewDataSample.getDescriptor(), NewDataSample.DATA_MANAGER_KEYS_FIELD_NUMBER);

  /** In no field of the model; the event of its registration tells. */
  private static final FieldDescriptor OUTPUT =
      field(NewModel.getDescriptor(), NewModel.COMPUTE_TASK_OUTPUT_IDENTIFIER_FIELD_NUMBER);

  private final RetryingCaller caller;
  private final Map<String, Map<String, List<String>>> outputs = new HashMap<>();

  Comparison(RetryingCaller caller) {
    this.caller = caller;
  }

  /** Whether an asset is the caller's own, and as it was asked for. */
  boolean isSame(Message asked, Message asset) {
    return isOwn(asset) && isAs(asked, asset);
  }

  /** Whether the field of a registration is compared with one of that name in the asset. */
  static boolean isCompared(FieldDescriptor field, Descriptor asset) {
    return NOT_KEPT.contains(field)
        || field.equals(OUTPUT)
        || counterpart(field, asset).isPresent();
  }

  private static FieldDescriptor field(Descriptor type, int number) {
    return type.findFieldByNumber(number);
  }

  private static Optional<FieldDescriptor> counterpart(FieldDescriptor field, Descriptor asset) {
    String name =
        field.getName().startsWith("new_") ? field.getName().substring(4) : field.getName();
    return Optional.ofNullable(asset.findFieldByName(name));
  }

  /** An organization is its own owner; a performance has none but its task's. */
  private boolean isOwn(Message asset) {
    return Stream.of("owner", "id")
        .map(asset.getDescriptorForType()::findFieldByName)
        .filter(field -> field != null)
        .allMatch(field -> asset.getField(field).equals(caller.organization()));
  }

  private boolean isAs(Message asked, Message asset) {
    return asked.getDescriptorForType().getFields().stream()
        .allMatch(field -> isAs(field, asked, asset));
  }

  private boolean isAs(FieldDescriptor field, Message asked, Message asset) {
    Object wanted = asked.getField(field);
    if (NOT_KEPT.contains(field) || (field.equals(WORKER) && wanted.equals(""))) {
      return true;
    }
    if (field.equals(OUTPUT)) {
      return asked instanceof NewModel model && isOutput(model);
    }
    Object there = counterpart(field, asset.getDescriptorForType()).map(asset::getField).orElse("");
    if (field.equals(MANAGERS)) {
      List<?> first = ((List<?>) wanted).stream().distinct().toList();
      return ((List<?>) there).stream().limit(first.size()).toList().equals(first);
    }
    return field.isMapField() ? isAs(entries(wanted), entries(there)) : isAs(wanted, there);
  }

  private boolean isAs(Map<Object, Object> wanted, Map<Object, Object> there) {
    return wanted.keySet().equals(there.keySet())
        && wanted.entrySet().stream()
            .allMatch(entry -> isAs(entry.getValue(), there.get(entry.getKey())));
  }

  private boolean isAs(Object wanted, Object there) {
    if (wanted instanceof NewPermissions permissions && there instanceof Message granted) {
      return isGranted(permissions, granted);
    }
    if (wanted instanceof Message asked
        && there instanceof Message found
        && !asked.getDescriptorForType().equals(found.getDescriptorForType())) {
      return isAs(asked, found);
    }
    return wanted.equals(there);
  }

  private static Map<Object, Object> entries(Object field) {
    return ((List<?>) field)
        .stream()
            .map(Message.class::cast)
            .collect(toMap(entry -> part(entry, "key"), entry -> part(entry, "value")));
  }

  private static Object part(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  /** The owner is appended to the ids when it is not among them; processing goes as downloading. */
  private boolean isGranted(NewPermissions asked, Message granted) {
    if (!granted.getDescriptorForType().equals(Permission.getDescriptor())) {
      return granted.getDescriptorForType().getFields().stream()
          .allMatch(field -> isGranted(asked, (Message) granted.getField(field)));
    }
    List<String> ids = new ArrayList<>(asked.getAuthorizedIdsList());
    if (!ids.contains(caller.organization())) {
      ids.add(caller.organization());
    }
    return part(granted, "public").equals(asked.getPublic())
        && part(granted, "authorized_ids").equals(ids);
  }

  private boolean isOutput(NewModel asked) {
    return outputs
        .computeIfAbsent(asked.getComputeTaskKey(), task -> TaskOutputs.keys(caller, task))
        .getOrDefault(asked.getComputeTaskOutputIdentifier(), List.of())
        .contains(asked.getKey());
  }
}
