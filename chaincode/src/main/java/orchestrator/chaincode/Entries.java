package orchestrator.chaincode;

import org.jspecify.annotations.Nullable;

/** What the scans have in common. */
final class Entries {
  private Entries() {}

  static <T> T current(@Nullable T what) {
    if (what == null) {
      throw new IllegalStateException("the scan has no current entry");
    }
    return what;
  }
}
