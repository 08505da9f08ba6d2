package orchestrator.flow;

import java.util.List;

/** Says what comes next in a run. */
sealed interface Next {
  /** One visit. */
  record Go(Visit visit, Message<?> message, String laps) implements Next {
    boolean isUndo() {
      return visit.name().startsWith(Visit.UNDO);
    }
  }

  /** Several visits, each in a branch of its own. */
  record Many(List<Go> visits) implements Next {}

  /** The way behind a join that is complete; whoever asks from outside never sees it. */
  record Behind(int place, String laps, Message<?> message) implements Next {}

  /** Nothing before other branches have arrived. */
  record Wait() implements Next {}

  /** The end of the flow, with its last message. */
  record End(Message<?> message) implements Next {}
}
