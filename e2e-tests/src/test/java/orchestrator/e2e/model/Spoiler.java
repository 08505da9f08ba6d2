package orchestrator.e2e.model;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.DisableOutputParam;

/** Takes a sound request and breaks it somewhere: any field of it, or of a message within it. */
final class Spoiler {
  /** Not checked by themselves, so that most of what can be broken in them is just not found. */
  private static final Set<Class<? extends Message>> SPARED =
      Set.of(
          ApplyFunctionActionParam.class,
          ApplyPlanActionParam.class,
          ApplyTaskActionParam.class,
          DisableOutputParam.class);

  private final Draw draw;

  Spoiler(Draw draw) {
    this.draw = draw;
  }

  /** The same request with one fault; or the same when there is nothing in it to break. */
  Message spoiled(Message request) {
    return SPARED.contains(request.getClass()) || request.getAllFields().isEmpty()
        ? request
        : broken(request);
  }

  private Message broken(Message message) {
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty()) {
      return message;
    }
    FieldDescriptor field = draw.pick(fields);
    Message.Builder builder = message.toBuilder();
    if (field.isRepeated()) {
      breakList(builder, field);
    } else {
      breakField(builder, field);
    }
    return builder.build();
  }

  private void breakField(Message.Builder builder, FieldDescriptor field) {
    if (draw.chance(0.25)) {
      builder.clearField(field);
    } else {
      builder.setField(field, brokenValue(field, builder.getField(field)));
    }
  }

  private void breakList(Message.Builder builder, FieldDescriptor field) {
    int at = draw.number(0, builder.getRepeatedFieldCount(field) - 1);
    Object element = builder.getRepeatedField(field, at);
    if (draw.chance(0.2)) {
      builder.clearField(field);
    } else if (draw.chance(0.2) && !field.isMapField()) {
      builder.addRepeatedField(field, element);
    } else {
      builder.setRepeatedField(field, at, brokenValue(field, element));
    }
  }

  private Object brokenValue(FieldDescriptor field, Object value) {
    if (field.getJavaType() == JavaType.STRING) {
      return field.getName().equals("storage_address") ? address() : text((String) value);
    }
    if (field.getJavaType() == JavaType.ENUM) {
      return field.getEnumType().findValueByNumberCreatingIfUnknown(draw.number(0, 14));
    }
    if (field.getJavaType() == JavaType.BOOLEAN) {
      return !((Boolean) value);
    }
    return field.getJavaType() == JavaType.MESSAGE ? broken((Message) value) : value;
  }

  private String text(String value) {
    return switch (draw.number(0, 8)) {
      case 0 -> "";
      case 1 -> value + "\0";
      case 2 -> value.toUpperCase(Locale.ROOT);
      case 3 -> "x".repeat(101);
      case 4 -> "é".repeat(100);
      case 5 -> "g".repeat(64);
      case 6 -> value + "0";
      case 7 -> draw.key();
      default -> "😀".repeat(101);
    };
  }

  /** Mostly none that will do. Whether a host may be other than ASCII is open, so none is. */
  private String address() {
    return draw.pick(
        "",
        "/x",
        "//h/x",
        "http://",
        "http:///x",
        "?q",
        "h x",
        "h\n/x",
        "h\0/x",
        "a.b/%zz",
        "h/" + "x".repeat(2_046),
        "h/" + "x".repeat(2_047));
  }
}
