package orchestrator.http.account;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells who calls, and what that caller may do.
 *
 * @param name of the account, unique in its file
 * @param organization the MSP id that it acts for, and no other
 * @param channels those that it may use, at least one
 */
public record Account(String name, String organization, Set<String> channels, Access access) {
  /** Keeps the channels in their order. */
  public Account {
    channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
  }

  /** Whether it may change anything. */
  public boolean mayWrite() {
    return access == Access.WRITE;
  }
}
