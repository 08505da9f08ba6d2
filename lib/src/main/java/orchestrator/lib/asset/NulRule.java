package orchestrator.lib.asset;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/** Checks that no text of a message, however deep it stands, holds a NUL character. */
final class NulRule {
  private NulRule() {}

  /** Notes each text that breaks the rule. */
  static void check(Message message, Fields fields) {
    if (mayHoldNul(message)) {
      checkFields(message, fields);
    }
  }

  /**
   * False if no text holds a NUL: it is a zero byte in UTF-8, as other things may be. Most messages
   * have no such byte, and are spared the far slower look at each field.
   */
  private static boolean mayHoldNul(Message message) {
    for (byte value : message.toByteArray()) {
      if (value == 0) {
        return true;
      }
    }
    return false;
  }

  private static void checkFields(Message message, Fields fields) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      String name = field.getKey().getName();
      JavaType type = field.getKey().getJavaType();
      if (type != JavaType.STRING && type != JavaType.MESSAGE) {
        continue;
      }
      if (!field.getKey().isRepeated()) {
        checkValue(field.getValue(), name, fields);
        continue;
      }
      List<?> items = (List<?>) field.getValue();
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof MapEntry<?, ?> entry) {
          String path = Fields.entry(name, entry.getKey().toString());
          checkValue(entry.getKey(), path, fields);
          checkValue(entry.getValue(), path, fields);
        } else {
          checkValue(items.get(i), Fields.item(name, i), fields);
        }
      }
    }
  }

  private static void checkValue(Object value, String path, Fields fields) {
    if (value instanceof Message message) {
      checkFields(message, fields.in(path));
    } else if (value instanceof String text && text.indexOf('\0') >= 0) {
      fields.add(path, Reason.VALUE);
    }
  }
}
