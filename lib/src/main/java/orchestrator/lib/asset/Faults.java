package orchestrator.lib.asset;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.lib.error.ErrorText;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.AssetType;

/** Collects the faults found in one message: the first of each field, in the order found. */
final class Faults {
  // Leaves room for what is put around the faults: the error's code, and the number of the rest.
  private static final int BYTES = ErrorText.BYTES - 64;

  private final AssetType<?> type;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** No faults yet in a message about an asset of this type. */
  Faults(AssetType<?> type) {
    this.type = type;
  }

  /** Notes a fault, unless this field has one already. */
  void add(String path, String reason) {
    reasons.putIfAbsent(path, reason);
  }

  /**
   * Ends the call when there are faults.
   *
   * @throws OrchestratorException OE0101 with all faults, or as many as an answer can carry and the
   *     number of the rest
   */
  void throwIfAny() {
    if (reasons.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder().append(type).append(" is not valid: ");
    int size = ErrorText.size(text.toString());
    int told = 0;
    for (Map.Entry<String, String> fault : reasons.entrySet()) {
      String next = (told == 0 ? "" : "; ") + fault.getKey() + ": " + fault.getValue();
      size += ErrorText.size(next);
      if (size > BYTES) {
        text.append("; and ").append(reasons.size() - told).append(" more");
        break;
      }
      text.append(next);
      told++;
    }
    throw Errors.invalid(text.toString());
  }
}
