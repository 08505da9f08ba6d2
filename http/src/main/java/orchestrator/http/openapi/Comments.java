package orchestrator.http.openapi;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what the .proto files say in comments, without their line breaks. */
final class Comments {
  private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");

  private final Map<String, String> byName = new HashMap<>();

  /** The comments of all files. */
  Comments(ApiFiles files) {
    files.sources().forEach(this::read);
  }

  /** The comment before a message, field, enum, service or rpc; empty when there is none. */
  String of(GenericDescriptor element) {
    return byName.getOrDefault(element.getFullName(), "");
  }

  /** The comment before a value of an enum; empty when there is none. */
  String of(EnumValueDescriptor value) {
    return byName.getOrDefault(value.getType().getFullName() + "." + value.getName(), "");
  }

  private void read(FileDescriptorProto file) {
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      String comment = location.getLeadingComments();
      List<Integer> path = location.getPathList();
      // Each element is a pair: the field of its container, and its place there.
      if (!comment.isBlank() && !path.isEmpty() && path.size() % 2 == 0) {
        String name = name(file, path);
        if (!name.isEmpty()) {
          byName.put(name, paragraphs(comment));
        }
      }
    }
  }

  private static String name(FileDescriptorProto file, List<Integer> path) {
    int place = path.get(1);
    String root = file.getPackage() + ".";
    List<Integer> rest = path.subList(2, path.size());
    return switch (path.get(0)) {
      case FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER ->
          ofMessage(root, file.getMessageType(place), rest);
      case FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER ->
          ofEnum(root, file.getEnumType(place), rest);
      case FileDescriptorProto.SERVICE_FIELD_NUMBER ->
          ofService(root, file.getService(place), rest);
      default -> "";
    };
  }

  private static String ofMessage(String root, DescriptorProto message, List<Integer> path) {
    String name = root + message.getName();
    if (path.isEmpty()) {
      return name;
    }
    int place = path.get(1);
    List<Integer> rest = path.subList(2, path.size());
    return switch (path.get(0)) {
      case DescriptorProto.FIELD_FIELD_NUMBER ->
          rest.isEmpty() ? name + "." + message.getField(place).getName() : "";
      case DescriptorProto.NESTED_TYPE_FIELD_NUMBER ->
          ofMessage(name + ".", message.getNestedType(place), rest);
      case DescriptorProto.ENUM_TYPE_FIELD_NUMBER ->
          ofEnum(name + ".", message.getEnumType(place), rest);
      default -> "";
    };
  }

  private static String ofEnum(String root, EnumDescriptorProto type, List<Integer> path) {
    String name = root + type.getName();
    if (path.isEmpty()) {
      return name;
    }
    return path.get(0) == EnumDescriptorProto.VALUE_FIELD_NUMBER && path.size() == 2
        ? name + "." + type.getValue(path.get(1)).getName()
        : "";
  }

  private static String ofService(String root, ServiceDescriptorProto service, List<Integer> path) {
    String name = root + service.getName();
    if (path.isEmpty()) {
      return name;
    }
    return path.get(0) == ServiceDescriptorProto.METHOD_FIELD_NUMBER && path.size() == 2
        ? name + "." + service.getMethod(path.get(1)).getName()
        : "";
  }

  /** Lines of a paragraph are one line; an empty line stays. */
  private static String paragraphs(String comment) {
    return PARAGRAPHS
        .splitAsStream(comment.strip())
        .map(paragraph -> paragraph.strip().replaceAll("\\s*\\n\\s*", " "))
        .collect(Collectors.joining("\n\n"));
  }
}
