package orchestrator.flow;

import java.util.List;

/** Says what comes next in a run. */
sealed interface Next {
  /** One visit. */
  record Go(Visit visit, Message<?> message, String laps) implements Next {}

  /** Several visits, each in a branch of its own. */
  record Many(List<Go> visits) implements Next {}

  /** Nothing before other branches have arrived. */
  record Wait() implements Next {}

  /** Nothing any more. */
  record End(Message<?> message) implements Next {}
}
