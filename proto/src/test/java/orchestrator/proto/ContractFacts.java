package orchestrator.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes descriptors down as the lines of {@code wire-contract.txt}: one line for each name, number
 * and type that a client depends on.
 */
final class ContractFacts {
  private static final String PACKAGE = "orchestrator.";

  private ContractFacts() {}

  /** The facts of one .proto file, without any order that the wire does not know. */
  static Stream<String> of(FileDescriptor file) {
    return Stream.of(
            file.getEnumTypes().stream().flatMap(ContractFacts::ofEnum),
            file.getMessageTypes().stream().flatMap(ContractFacts::ofMessage),
            file.getServices().stream().flatMap(ContractFacts::ofService))
        .flatMap(facts -> facts);
  }

  private static Stream<String> ofEnum(EnumDescriptor type) {
    EnumDescriptorProto source = type.toProto();
    // Unlike those of messages, the reserved ranges of enums include their end.
    IntStream reserved =
        source.getReservedRangeList().stream()
            .flatMapToInt(range -> IntStream.rangeClosed(range.getStart(), range.getEnd()));
    return Stream.of(
            Stream.of("enum " + nameOf(type)),
            type.getValues().stream()
                .map(value -> nameOf(type) + " " + value.getNumber() + " " + value.getName()),
            reserved(nameOf(type), reserved, source.getReservedNameList()))
        .flatMap(facts -> facts);
  }

  private static Stream<String> ofMessage(Descriptor type) {
    DescriptorProto source = type.toProto();
    IntStream reserved =
        source.getReservedRangeList().stream()
            .flatMapToInt(range -> IntStream.range(range.getStart(), range.getEnd()));
    return Stream.of(
            Stream.of("message " + nameOf(type)),
            type.getFields().stream().map(field -> nameOf(type) + " " + ofField(field)),
            reserved(nameOf(type), reserved, source.getReservedNameList()),
            type.getNestedTypes().stream()
                .filter(nested -> !nested.getOptions().getMapEntry())
                .flatMap(ContractFacts::ofMessage),
            type.getEnumTypes().stream().flatMap(ContractFacts::ofEnum))
        .flatMap(facts -> facts);
  }

  private static Stream<String> ofService(ServiceDescriptor service) {
    return Stream.concat(
        Stream.of("service " + nameOf(service)),
        service.getMethods().stream().map(rpc -> nameOf(service) + "/" + ofRpc(rpc)));
  }

  private static String ofField(FieldDescriptor field) {
    // A proto3 "optional" shows up as a oneof of its own: it would change what clients see.
    String oneof =
        Optional.ofNullable(field.getContainingOneof())
            .map(OneofDescriptor::getName)
            .map(name -> ", oneof " + name)
            .orElse("");
    return field.getNumber() + " " + field.getName() + ": " + labelledType(field) + oneof;
  }

  private static String labelledType(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return "map<%s, %s>"
          .formatted(plainType(entry.findFieldByNumber(1)), plainType(entry.findFieldByNumber(2)));
    }
    return (field.isRepeated() ? "repeated " : "") + plainType(field);
  }

  private static String plainType(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> nameOf(field.getMessageType());
      case ENUM -> nameOf(field.getEnumType());
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String ofRpc(MethodDescriptor rpc) {
    return rpc.getName()
        + ("(" + (rpc.isClientStreaming() ? "stream " : "") + nameOf(rpc.getInputType()) + ")")
        + " returns "
        + ("(" + (rpc.isServerStreaming() ? "stream " : "") + nameOf(rpc.getOutputType()) + ")");
  }

  private static Stream<String> reserved(String owner, IntStream numbers, List<String> names) {
    return Stream.concat(
        numbers.mapToObj(number -> owner + " reserved " + number),
        names.stream().map(name -> owner + " reserved \"" + name + '"'));
  }

  private static String nameOf(GenericDescriptor type) {
    String name = type.getFullName();
    return name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name;
  }
}
