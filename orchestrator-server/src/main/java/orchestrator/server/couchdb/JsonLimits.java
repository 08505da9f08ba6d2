package orchestrator.server.couchdb;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;

/** Tells how much of a message JSON can say. */
final class JsonLimits {
  private JsonLimits() {}

  /**
   * True if whoever reads the JSON of the message, once CouchDB has read and written it, gets the
   * same message.
   *
   * <p>Not so for fields that this version of the program does not know, for times that are not in
   * the years 1 to 9999, and for the numbers below, wherever they stand in the message.
   */
  static boolean hold(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      return false;
    }
    if (message instanceof Timestamp time) {
      return Timestamps.isValid(time);
    }
    return message.getAllFields().values().stream().allMatch(JsonLimits::holdValue);
  }

  private static boolean holdValue(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().allMatch(JsonLimits::holdValue);
    }
    if (value instanceof Message message) {
      return hold(message);
    }
    return !(value instanceof Float number) || holdNumber(number);
  }

  /** CouchDB keeps numbers as doubles, and no sign of a zero; JSON knows one NaN of many. */
  private static boolean holdNumber(float number) {
    int bits = Float.floatToRawIntBits(number);
    int read = Float.floatToRawIntBits((float) Double.parseDouble(Float.toString(number)));
    return bits == read && bits != Float.floatToRawIntBits(-0.0f);
  }
}
