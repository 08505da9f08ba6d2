package orchestrator.client;

import static java.util.stream.Collectors.groupingBy;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
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

  /** Whether the service has a read of one asset by its key, or lists assets of this type. */
  static boolean reads(ServiceDescriptor service, Descriptor asset) {
    return byKey(service).isPresent() || listing(service, asset).isPresent();
  }

  private static Stream<Descriptors.MethodDescriptor> reads(ServiceDescriptor service) {
    return service.getMethods().stream()
        .filter(rpc -> rpc.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS);
  }

  /** The read of one asset by its key. */
  private static Optional<Descriptors.MethodDescriptor> byKey(ServiceDescriptor service) {
    return reads(service)
        .filter(rpc -> rpc.getInputType().getFields().size() == 1)
        .filter(
            rpc -> {
              String key = rpc.getInputType().getFields().get(0).getName();
              return KEYS.contains(key) && rpc.getOutputType().findFieldByName(key) != null;
            })
        .findFirst();
  }

  private static Optional<Descriptors.MethodDescriptor> listing(
      ServiceDescriptor service, Descriptor asset) {
    return reads(service).filter(rpc -> list(rpc.getOutputType(), asset).isPresent()).findFirst();
  }

  /** The field of a message that is nothing but a list of messages. */
  static Optional<FieldDescriptor> batch(Descriptor type) {
    return type.getFields().stream()
        .filter(field -> type.getFields().size() == 1 && isList(field))
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
    boolean isFiltered =
        listing.stream()
            .anyMatch(rpc -> !filters(rpc, asked.get(0).getDescriptorForType()).isEmpty());
    if (byKey(service).isPresent() && (asked.size() <= MANY || !isFiltered)) {
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

  /** A performance and an organization have none: whoever looks for them compares all of a list. */
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

  /** Asks for the assets that have the same in all that can be filtered by. */
  private static Message query(Descriptors.MethodDescriptor listing, Message asked) {
    DynamicMessage.Builder query = DynamicMessage.newBuilder(listing.getInputType());
    Stream.ofNullable(listing.getInputType().findFieldByName("page_size"))
        .forEach(size -> query.setField(size, PAGE_SIZE));
    for (FieldDescriptor part : filters(listing, asked.getDescriptorForType())) {
      FieldDescriptor filter = listing.getInputType().findFieldByName("filter");
      Object value = asked.getField(asked.getDescriptorForType().findFieldByName(part.getName()));
      query.setField(
          filter, ((Message) query.getField(filter)).toBuilder().setField(part, value).build());
    }
    return query.build();
  }

  /** The fields of a query's filter that messages of this type have too. */
  private static List<FieldDescriptor> filters(
      Descriptors.MethodDescriptor listing, Descriptor type) {
    return Stream.ofNullable(listing.getInputType().findFieldByName("filter"))
        .flatMap(filter -> filter.getMessageType().getFields().stream())
        .filter(field -> type.findFieldByName(field.getName()) != null)
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
