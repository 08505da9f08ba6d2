package orchestrator.cli.message;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import orchestrator.proto.Addressable;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/** Writes the value of a field as a short text for a table. */
public final class Values {
  private Values() {}

  /** The text of a field of a message; empty when it is not set. */
  public static String text(Message message, FieldDescriptor field) {
    if (field.isRepeated()) {
      return ((List<?>) message.getField(field))
          .stream().map(Values::text).collect(Collectors.joining(","));
    }
    return field.hasPresence() && !message.hasField(field) ? "" : text(message.getField(field));
  }

  private static String text(Object value) {
    if (value instanceof EnumValueDescriptor word) {
      return Words.of(word);
    }
    if (value instanceof Timestamp time) {
      return time(time);
    }
    if (value instanceof Addressable file) {
      return file.getStorageAddress();
    }
    if (value instanceof Permissions permissions) {
      return text(permissions.getProcess());
    }
    if (value instanceof Permission permission) {
      return permission.getPublic()
          ? "everybody"
          : String.join(",", permission.getAuthorizedIdsList());
    }
    if (value instanceof Message entry) {
      return entry.getAllFields().values().stream()
          .map(Values::text)
          .collect(Collectors.joining("="));
    }
    return String.valueOf(value);
  }

  /** A time in UTC, to the second. */
  public static String time(Timestamp time) {
    return instant(time).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A time of the API. */
  public static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /**
   * A value and where it is.
   *
   * @param path the names of fields, such as {@code inputs[0].identifier}
   * @param text the value
   */
  public record Entry(String path, String text) {}

  /** All values of a message, in the order of its type, with what is not set left out. */
  public static List<Entry> entries(Message message) {
    List<Entry> entries = new ArrayList<>();
    addTo(entries, "", message);
    return entries;
  }

  private static void addTo(List<Entry> entries, String before, Message message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean isSet =
          field.isRepeated()
              ? message.getRepeatedFieldCount(field) > 0
              : !field.hasPresence() || message.hasField(field);
      if (!isSet) {
        continue;
      }
      String path = before + field.getName();
      if (field.isMapField()) {
        for (Message pair : Fields.list(message, field)) {
          FieldDescriptor key = pair.getDescriptorForType().findFieldByNumber(1);
          FieldDescriptor value = pair.getDescriptorForType().findFieldByNumber(2);
          add(entries, path + "." + pair.getField(key), pair.getField(value));
        }
      } else if (field.isRepeated() && Fields.isMessage(field)) {
        List<Message> items = Fields.list(message, field);
        for (int i = 0; i < items.size(); i++) {
          add(entries, path + "[" + i + "]", items.get(i));
        }
      } else if (field.isRepeated()) {
        entries.add(new Entry(path, text(message, field)));
      } else {
        add(entries, path, message.getField(field));
      }
    }
  }

  private static void add(List<Entry> entries, String path, Object value) {
    if (value instanceof Message message && !(value instanceof Timestamp)) {
      addTo(entries, path + ".", message);
    } else {
      entries.add(new Entry(path, text(value)));
    }
  }
}
