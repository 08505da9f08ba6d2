package orchestrator.client;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.RegisterTasksParam;

/**
 * Finds out, when a write's first answer was lost and a later try was refused, whether the first
 * try had been done: it reads the asset and compares it with what was asked. Which read that is and
 * which fields belong together, the descriptors of the service tell.
 */
final class LostAnswers {
  /** The refusals that a write which had been done can meet; of the others, none is about it. */
  private static final Set<ErrorCode> OF_STATE =
      EnumSet.of(
          ErrorCode.CONFLICT,
          ErrorCode.PRECONDITION,
          ErrorCode.INAPPROPRIATE_STATUS,
          ErrorCode.OUTPUT_NOT_DISABLED,
          ErrorCode.TERMINATED_PLAN,
          ErrorCode.TERMINATED_TASK);

  private LostAnswers() {}

  /**
   * Whether a write may be tried again after a lost answer. A profiling step may not: its service
   * has nothing to read, and two steps look the same. An update makes one more event, no more.
   */
  static boolean isRepeatable(MethodDescriptor<?, ?> method) {
    return schema(method).filter(rpc -> AssetReads.reads(rpc.getService(), asset(rpc))).isPresent();
  }

  /**
   * Looks at what stands now.
   *
   * @param asked what the lost call asked for
   * @param refusal what the later try was refused with
   * @param caller reads, as the organization that asked
   * @return the answer that was lost, or empty when the refusal is meant for what was asked
   * @throws OrchestratorException when it cannot be found out; NOT_FOUND means that it was not done
   */
  static <Q, A> Optional<A> find(
      MethodDescriptor<Q, A> method,
      Q asked,
      OrchestratorException refusal,
      RetryingCaller caller) {
    return schema(method)
        .filter(rpc -> refusal.code().filter(OF_STATE::contains).isPresent())
        .flatMap(rpc -> find(rpc, (Message) asked, caller))
        .map(answer -> method.parseResponse(answer.toByteString().newInput()));
  }

  private static Optional<Message> find(
      Descriptors.MethodDescriptor rpc, Message asked, RetryingCaller caller) {
    AssetReads reads = new AssetReads(caller, rpc.getService());
    if (rpc.getName().startsWith("Register")) {
      return registered(rpc, asked, reads, caller);
    }
    boolean done =
        asked instanceof DisableOutputParam output
            ? isDisabled(output, caller)
            : rpc.getName().startsWith("Apply") && isApplied(asked, reads.get(asked));
    return done
        ? Optional.of(DynamicMessage.getDefaultInstance(rpc.getOutputType()))
        : Optional.empty();
  }

  private static Optional<Message> registered(
      Descriptors.MethodDescriptor rpc, Message asked, AssetReads reads, RetryingCaller caller) {
    Comparison comparison = new Comparison(caller);
    List<Message> items = items(asked);
    Function<Message, List<Message>> there = reads.find(items, asset(rpc));
    List<Message> found = new ArrayList<>();
    for (Message item : items) {
      Optional<Message> same =
          there.apply(item).stream().filter(it -> comparison.isSame(item, it)).findFirst();
      if (same.isEmpty()) {
        return Optional.empty();
      }
      found.add(same.get());
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return AssetReads.batch(rpc.getOutputType())
        .<Message>map(
            field -> DynamicMessage.newBuilder(rpc.getOutputType()).setField(field, found).build())
        .or(() -> Optional.of(found.get(0)));
  }

  /** What a request registers, in the order in which the answer lists it. */
  private static List<Message> items(Message asked) {
    if (asked instanceof RegisterTasksParam tasks) {
      return List.copyOf(RegistrationOrder.of(tasks.getTasksList()));
    }
    return AssetReads.batch(asked.getDescriptorForType())
        .map(field -> AssetReads.messages(asked, field))
        .orElseGet(() -> List.of(asked));
  }

  static Descriptors.Descriptor asset(Descriptors.MethodDescriptor registration) {
    return AssetReads.batch(registration.getOutputType())
        .map(FieldDescriptor::getMessageType)
        .orElse(registration.getOutputType());
  }

  /** An action and the status that it leads to end alike: TASK_ACTION_DONE in STATUS_DONE. */
  private static boolean isApplied(Message asked, Message found) {
    EnumValueDescriptor action =
        (EnumValueDescriptor)
            asked.getField(asked.getDescriptorForType().findFieldByName("action"));
    FieldDescriptor status = found.getDescriptorForType().findFieldByName("status");
    if (status == null) {
      FieldDescriptor canceled = found.getDescriptorForType().findFieldByName("cancelation_date");
      return action.equals(ComputePlanAction.PLAN_ACTION_CANCELED.getValueDescriptor())
          && found.hasField(canceled);
    }
    return after("STATUS_", ((EnumValueDescriptor) found.getField(status)).getName())
        .equals(after("_ACTION_", action.getName()));
  }

  private static String after(String mark, String name) {
    return name.substring(name.indexOf(mark) + mark.length());
  }

  /** A model keeps its record when it is disabled, and loses its address. */
  private static boolean isDisabled(DisableOutputParam asked, RetryingCaller caller) {
    List<String> models =
        TaskOutputs.keys(caller, asked.getComputeTaskKey())
            .getOrDefault(asked.getIdentifier(), List.of());
    return !models.isEmpty()
        && models.stream().noneMatch(model -> TaskOutputs.model(caller, model).hasAddress());
  }

  static Optional<Descriptors.MethodDescriptor> schema(MethodDescriptor<?, ?> method) {
    return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
        ? Optional.of(proto.getMethodDescriptor())
        : Optional.empty();
  }
}
