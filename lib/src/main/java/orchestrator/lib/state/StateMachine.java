package orchestrator.lib.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;

/**
 * Tells what can be done to an asset, by whom, in which status.
 *
 * @param <A> an action
 * @param <S> a status
 */
public final class StateMachine<A, S> {
  private final Map<A, Transition<A, S>> transitions = new LinkedHashMap<>();

  /** The machine of these rows, one for each action. */
  StateMachine(List<Transition<A, S>> rows) {
    for (Transition<A, S> row : rows) {
      if (transitions.put(row.action(), row) != null) {
        throw new IllegalArgumentException("two rows for " + row.action());
      }
    }
  }

  /** True if the machine has a row for the action. */
  public boolean knows(A action) {
    return transitions.containsKey(action);
  }

  /** True if somebody with these roles may ask for the action; nobody may for an unknown one. */
  public boolean allows(A action, Collection<Role> roles) {
    return knows(action) && row(action).who().stream().anyMatch(roles::contains);
  }

  /**
   * The status after the action.
   *
   * @param action one that the machine knows
   * @param status the current one
   * @throws OrchestratorException OE0104 if the action cannot be done in this status
   */
  public S after(A action, S status) {
    Transition<A, S> row = row(action);
    if (!row.from().contains(status)) {
      throw Errors.of(
          ErrorCode.INAPPROPRIATE_STATUS,
          "event " + row.name() + " inappropriate in current state " + status);
    }
    return row.to();
  }

  private Transition<A, S> row(A action) {
    Transition<A, S> row = transitions.get(action);
    if (row == null) {
      throw new IllegalArgumentException("no row for " + action);
    }
    return row;
  }
}
