package orchestrator.lib.asset;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.Kind;

/** The faults found in one message so far: the first of each field, in the order found. */
final class Faults {
  // An error travels in a header, and peers accept 8 KiB of those in all.
  private static final int LENGTH = 2000;

  private final Kind kind;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** No faults yet in a message about an asset of this kind. */
  Faults(Kind kind) {
    this.kind = kind;
  }

  /** Notes a fault, unless this field has one already. */
  void add(String path, String reason) {
    reasons.putIfAbsent(path, reason);
  }

  /** OE0101 with all faults; nothing happens when there are none. */
  void throwIfAny() {
    if (reasons.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder().append(kind).append(" is not valid: ");
    int told = 0;
    for (Map.Entry<String, String> fault : reasons.entrySet()) {
      if (text.length() > LENGTH) {
        text.append("; and ").append(reasons.size() - told).append(" more");
        break;
      }
      text.append(told++ == 0 ? "" : "; ").append(fault.getKey()).append(": ");
      text.append(fault.getValue());
    }
    throw Errors.invalid(text.toString());
  }
}
