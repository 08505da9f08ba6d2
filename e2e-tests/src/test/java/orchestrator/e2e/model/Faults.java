package orchestrator.e2e.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import orchestrator.proto.Addressable;

/**
 * Collects the faults of one message, all of them. What the specification leaves open about the
 * text (the path of a nested field, which of two broken rules of a field is named) is left open
 * here: then only what it does say must be in the text.
 */
final class Faults {
  static final String BLANK = "cannot be blank";
  static final String NOT_UUID = "must be a valid UUID";
  static final String NOT_A_VALUE = "must be a valid value";
  static final String NOT_BLANK = "must be blank";
  static final String NOT_1_TO_100 = "the length must be between 1 and 100";
  static final String OVER_100 = "the length must be no more than 100";
  static final String NOT_64 = "the length must be exactly 64";
  static final String NOT_HEX = "must be a valid hexadecimal number";
  static final String NOT_URL = "must be a valid URL";

  private static final Pattern KEY =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]*");
  private static final int LONGEST_ADDRESS = 2_048;

  private final Kind kind;
  private final boolean hasNul;
  private final List<String> said = new ArrayList<>();
  private boolean open;

  /** The faults of a message that is about an asset of this kind: none so far, but NULs. */
  Faults(Kind kind, Message message) {
    this.kind = kind;
    this.hasNul = hasNul(message);
  }

  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean hasNul(Object value) {
    if (value instanceof String text) {
      return text.indexOf('\0') >= 0;
    }
    if (value instanceof Collection<?> values) {
      return values.stream().anyMatch(Faults::hasNul);
    }
    return value instanceof Message message
        && !(value instanceof ByteString)
        && message.getAllFields().values().stream().anyMatch(Faults::hasNul);
  }

  /** A fault of a field of the message itself. */
  void of(String field, String reason) {
    said.add(field + ": " + reason);
  }

  /** A fault somewhere within; its reason is known. */
  void within(String reason) {
    said.add(reason);
    open = true;
  }

  /** A fault of which the specification says only that it is one. */
  void somehow() {
    open = true;
  }

  void required(String field, boolean given) {
    if (!given) {
      of(field, BLANK);
    }
  }

  void key(String field, String value) {
    if (value.isEmpty()) {
      of(field, BLANK);
    } else if (!isKey(value)) {
      of(field, NOT_UUID);
    }
  }

  void keysWithin(Iterable<String> values) {
    for (String value : values) {
      if (value.isEmpty()) {
        somehow();
      } else if (!isKey(value)) {
        within(NOT_UUID);
      }
    }
  }

  void text1to100(String field, String value) {
    if (value.isEmpty()) {
      of(field, BLANK);
    } else if (length(value) > 100) {
      of(field, NOT_1_TO_100);
    }
  }

  void metadata(Map<String, String> pairs) {
    pairs.forEach(
        (key, value) -> {
          if (length(key) > 100 || length(value) > 100) {
            within(OVER_100);
          }
        });
  }

  /** The name of an input or output that a task gives. */
  void identifierRequiredWithin(String identifier) {
    if (identifier.isEmpty()) {
      somehow();
    }
  }

  /** The name of an input or output that a function declares. */
  void identifierWithin(String identifier) {
    identifierRequiredWithin(identifier);
    if (length(identifier) > 100) {
      within(NOT_1_TO_100);
    }
  }

  void checksum(String field, String value) {
    boolean hex = HEX.matcher(value).matches();
    if (value.isEmpty()) {
      of(field, BLANK);
    } else if (length(value) != 64 && !hex) {
      somehow();
    } else if (length(value) != 64) {
      of(field, NOT_64);
    } else if (!hex) {
      of(field, NOT_HEX);
    }
  }

  /** A required addressable. */
  void addressable(String field, boolean given, Addressable value) {
    if (!given) {
      of(field, BLANK);
      return;
    }
    Faults inner = new Faults(kind, value);
    inner.checksum("checksum", value.getChecksum());
    String address = value.getStorageAddress();
    if (address.isEmpty()) {
      inner.of("storage_address", BLANK);
    } else if (length(address) > LONGEST_ADDRESS) {
      inner.somehow();
    } else if (!Addresses.isUrlWithHost(address)) {
      inner.within(NOT_URL);
    }
    if (inner.any()) {
      open = true;
      said.addAll(inner.reasons());
    }
  }

  private List<String> reasons() {
    return said.stream().map(text -> text.substring(text.lastIndexOf(": ") + 1).strip()).toList();
  }

  private boolean any() {
    return hasNul || open || !said.isEmpty();
  }

  /** Throws when there are any. */
  void refuse() {
    if (any()) {
      throw refusal(false);
    }
  }

  /** Throws when there are any in this item of a batch, whose index is in the text somewhere. */
  void refuseItem() {
    if (any()) {
      throw refusal(true);
    }
  }

  private Refusal refusal(boolean item) {
    String prefix = "OE0101: " + kind.text() + " is not valid: ";
    if (hasNul) {
      return Refusal.faulty("OE0101: (a NUL)", text -> text.startsWith("OE0101: "));
    }
    if (item) {
      return Refusal.faulty(
          "OE0101: (an item of kind " + kind.text() + " with " + said + ")",
          text ->
              text.startsWith("OE0101: ")
                  && text.contains(kind.text() + " ")
                  && said.stream().allMatch(text::contains));
    }
    if (open) {
      return Refusal.faulty(
          prefix + "(" + said + " and perhaps more)",
          text -> text.startsWith(prefix) && said.stream().allMatch(text::contains));
    }
    return Refusal.faulty(
        prefix + String.join("; ", said),
        text -> text.startsWith(prefix) && sameFaults(text.substring(prefix.length())));
  }

  private boolean sameFaults(String text) {
    List<String> actual = Arrays.stream(text.split("; ", -1)).sorted().toList();
    return actual.equals(said.stream().sorted().toList());
  }
}
