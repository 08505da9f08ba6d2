package orchestrator.client;

import static java.util.stream.Collectors.groupingBy;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the assets of a service by the calls that its descriptor offers. */
record AssetReads(RetryingCaller caller, ServiceDescriptor service) {
  /** So many are rather read in pages than one by one. */
  private static final int MANY = 100;

  /** Of a size that keeps a page of tasks with many inputs below the message limit. */
  private static final int PAGE_SIZE = 1000;

  private static final Set<String> KEYS = Set.of("key", "asset_key");

  /** What a field of a request says that the asset is a part of: a plan, a task, its output. */
  private static final String PART_OF = "compute_";

  /** Whether the service has a read of one asset by its key, or lists assets of this type. */
  static boolean reads(ServiceDescriptor service, Descriptor asset) {
    return byKey(service).isPresent() || listing(service, asset).isPresent();
  }

  /** The read of one asset by its key. */
  private static Optional<Descriptors.MethodDescriptor> byKey(ServiceDescriptor service) {
    return service.getMethods().stream()
        .filter(
            rpc -> rpc.getName().startsWith("Get") && rpc.getInputType().getFields().size() == 1)
        .filter(
            rpc -> {
              String key = rpc.getInputType().getFields().get(0).getName();
              return KEYS.contains(key) && rpc.getOutputType().findFieldByName(key) != null;
            })
        .findFirst();
  }

  private static Optional<Descriptors.MethodDescriptor> listing(
      ServiceDescriptor service, Descriptor asset) {
    return service.getMethods().stream()
        .filter(rpc -> rpc.getName().startsWith("Query") || rpc.getName().startsWith("GetAll"))
        .filter(rpc -> list(rpc.getOutputType(), asset).isPresent())
        .findFirst();
  }

  /** The field of a message that is nothing but a list of messages. */
  static Optional<FieldDescriptor> batch(Descriptor type) {
    return type.getFields().stream()
        .filter(field -> type.getFields().size() == 1)
        .filter(AssetReads::isList)
        .findFirst();
  }

  private static Optional<FieldDescriptor> list(Descriptor answer, Descriptor asset) {
    return answer.getFields().stream()
        .filter(field -> isList(field) && field.getMessageType().equals(asset))
        .findFirst();
  }

  private static boolean isList(FieldDescriptor field) {
    return field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  static List<Message> messages(Message message, FieldDescriptor field) {
    return ((List<?>) message.getField(field)).stream().map(Message.class::cast).toList();
  }

  /** The asset whose key is the first field of a request, as it stands. */
  Message get(Message asked) {
    Descriptors.MethodDescriptor read = byKey(service).orElseThrow();
    FieldDescriptor key = read.getInputType().getFields().get(0);
    Object value = asked.getField(asked.getDescriptorForType().getFields().get(0));
    return caller.call(
        method(read), DynamicMessage.newBuilder(read.getInputType()).setField(key, value).build());
  }

  /** What is there of what was asked for: each by its key, or all where that is not possible. */
  Function<Message, List<Message>> find(List<Message> asked, Descriptor asset) {
    Optional<Descriptors.MethodDescriptor> listing = listing(service, asset);
    boolean isEachRead =
        byKey(service).isPresent()
            && (asked.size() <= MANY
                || listing.filter(rpc -> !parts(rpc, asked.get(0)).isEmpty()).isEmpty());
    if (isEachRead) {
      return item -> List.of(get(item));
    }
    Map<Object, List<Message>> listed =
        asked.stream()
            .map(item -> query(listing.orElseThrow(), item))
            .distinct()
            .flatMap(query -> list(listing.orElseThrow(), query, asset))
            .collect(groupingBy(AssetReads::key));
    return item -> listed.getOrDefault(key(item), List.of());
  }

  private static Object key(Message message) {
    FieldDescriptor key = message.getDescriptorForType().findFieldByName("key");
    return key == null ? "" : message.getField(key);
  }

  private Stream<Message> list(Descriptors.MethodDescriptor rpc, Message query, Descriptor asset) {
    FieldDescriptor items = list(rpc.getOutputType(), asset).orElseThrow();
    return rpc.getInputType().findFieldByName("page_token") == null
        ? messages(caller.call(method(rpc), query), items).stream()
        : Pages.walk(caller, method(rpc), query, page -> messages(page, items));
  }

  private static Message query(Descriptors.MethodDescriptor listing, Message asked) {
    DynamicMessage.Builder query = DynamicMessage.newBuilder(listing.getInputType());
    Stream.ofNullable(listing.getInputType().findFieldByName("page_size"))
        .forEach(size -> query.setField(size, PAGE_SIZE));
    for (FieldDescriptor part : parts(listing, asked)) {
      FieldDescriptor filter = listing.getInputType().findFieldByName("filter");
      query.setField(
          filter,
          ((Message) query.getField(filter))
              .toBuilder().setField(part, part(asked, part.getName())).build());
    }
    return query.build();
  }

  private static Object part(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  /** The fields of a query's filter that say what the asset is a part of. */
  private static List<FieldDescriptor> parts(Descriptors.MethodDescriptor listing, Message asked) {
    return Stream.ofNullable(listing.getInputType().findFieldByName("filter"))
        .flatMap(filter -> filter.getMessageType().getFields().stream())
        .filter(field -> field.getName().startsWith(PART_OF))
        .filter(field -> asked.getDescriptorForType().findFieldByName(field.getName()) != null)
        .toList();
  }

  private static MethodDescriptor<Message, Message> method(Descriptors.MethodDescriptor rpc) {
    return MethodDescriptor.<Message, Message>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setSafe(true)
        .setFullMethodName(
            MethodDescriptor.generateFullMethodName(rpc.getService().getFullName(), rpc.getName()))
        .setRequestMarshaller(marshaller(rpc.getInputType()))
        .setResponseMarshaller(marshaller(rpc.getOutputType()))
        .build();
  }

  private static MethodDescriptor.Marshaller<Message> marshaller(Descriptor type) {
    return ProtoUtils.marshaller((Message) DynamicMessage.getDefaultInstance(type));
  }
}
