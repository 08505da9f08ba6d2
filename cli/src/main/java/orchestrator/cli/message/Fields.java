package orchestrator.cli.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;

/** Gets at the fields of a message by name, where several types of messages are treated alike. */
public final class Fields {
  private Fields() {}

  /** The only field of a type that is a list of messages. */
  public static Optional<FieldDescriptor> messages(Descriptor type) {
    return type.getFields().stream()
        .filter(field -> field.isRepeated() && isMessage(field) && !field.isMapField())
        .findFirst();
  }

  /** Whether the values of a field are messages. */
  public static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  /** The messages of a repeated field. */
  public static List<Message> list(Message message, FieldDescriptor field) {
    return ((List<?>) message.getField(field)).stream().map(Message.class::cast).toList();
  }

  /** The text in a field, empty where there is no such field. */
  public static String text(Message message, String name) {
    return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
        .map(field -> Values.text(message, field))
        .orElse("");
  }
}
