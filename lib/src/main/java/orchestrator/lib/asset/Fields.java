package orchestrator.lib.asset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.proto.Addressable;

/**
 * Checks the fields of one message by the rules that many messages share.
 *
 * <p>A field is named by its path from the request, such as {@code description.checksum}, {@code
 * tasks[3].key} or {@code metadata[colour]}. Lengths count Unicode code points.
 *
 * @param faults takes what is wrong
 * @param prefix stands before each field's name: empty, or a path that ends in a point
 */
record Fields(Faults faults, String prefix) {
  private static final int TEXT_LENGTH = 100;
  private static final int CHECKSUM_LENGTH = 64;
  private static final int ADDRESS_LENGTH = 2048;

  /** The path of an entry of a map, where a very long key is cut. */
  static String entry(String field, String key) {
    boolean fits = length(key) <= TEXT_LENGTH;
    return field
        + "["
        + (fits ? key : key.substring(0, key.offsetByCodePoints(0, TEXT_LENGTH)) + "…")
        + "]";
  }

  /** The path of an item of a list. */
  static String item(String field, int index) {
    return field + "[" + index + "]";
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The fields of a message within this one. */
  Fields in(String field) {
    return new Fields(faults, prefix + field + ".");
  }

  void add(String field, String reason) {
    faults.add(prefix + field, reason);
  }

  /** Must be there: what {@code present} tells. */
  void required(String field, boolean present) {
    if (!present) {
      add(field, Reason.BLANK);
    }
  }

  /** A lower-case UUID. */
  void key(String field, String value) {
    if (value.isEmpty()) {
      add(field, Reason.BLANK);
    } else if (!Scan.isKey(value)) {
      add(field, Reason.UUID);
    }
  }

  /** Any number of keys. */
  void keys(String field, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      key(item(field, i), values.get(i));
    }
  }

  /** A name or an identifier: 1 to 100 characters. */
  void name(String field, String value) {
    if (value.isEmpty()) {
      add(field, Reason.BLANK);
    } else if (length(value) > TEXT_LENGTH) {
      add(field, Reason.between(1, TEXT_LENGTH));
    }
  }

  /** At most 100 characters. */
  void text(String field, String value) {
    if (length(value) > TEXT_LENGTH) {
      add(field, Reason.atMost(TEXT_LENGTH));
    }
  }

  /** Pairs of texts. */
  void metadata(Map<String, String> pairs) {
    for (Map.Entry<String, String> pair : new TreeMap<>(pairs).entrySet()) {
      String field = entry("metadata", pair.getKey());
      text(field, pair.getKey());
      text(field, pair.getValue());
    }
  }

  /** 64 hexadecimal digits. */
  void checksum(String field, String value) {
    if (value.isEmpty()) {
      add(field, Reason.BLANK);
    } else if (length(value) != CHECKSUM_LENGTH) {
      add(field, Reason.exactly(CHECKSUM_LENGTH));
    } else if (!Scan.isHexadecimal(value, 0, value.length())) {
      add(field, Reason.HEXADECIMAL);
    }
  }

  /** A checksum and an address, both given. */
  void addressable(String field, boolean present, Addressable value) {
    required(field, present);
    if (present) {
      in(field).checksum("checksum", value.getChecksum());
      in(field).address("storage_address", value.getStorageAddress());
    }
  }

  private void address(String field, String value) {
    if (value.isEmpty()) {
      add(field, Reason.BLANK);
    } else if (length(value) > ADDRESS_LENGTH) {
      add(field, Reason.atMost(ADDRESS_LENGTH));
    } else if (!Addresses.isUrl(value)) {
      add(field, Reason.URL);
    }
  }

  /** A function's image, which is kept as given where it counts: only lengths matter. */
  void image(String field, Addressable value) {
    if (!Validator.isImage(value)) {
      return;
    }
    if (length(value.getChecksum()) > CHECKSUM_LENGTH) {
      in(field).add("checksum", Reason.atMost(CHECKSUM_LENGTH));
    }
    if (length(value.getStorageAddress()) > ADDRESS_LENGTH) {
      in(field).add("storage_address", Reason.atMost(ADDRESS_LENGTH));
    }
  }
}
