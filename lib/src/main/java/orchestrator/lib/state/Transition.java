package orchestrator.lib.state;

import java.util.Set;

/**
 * Holds a row of a state machine.
 *
 * @param action what is asked for
 * @param name what error texts call it
 * @param who may ask for it: one of these roles is enough
 * @param from the statuses in which it can be done
 * @param to the status after it
 */
public record Transition<A, S>(A action, String name, Set<Role> who, Set<S> from, S to) {}
