package orchestrator.cli.plan;

import orchestrator.proto.Event;

/** Shows somebody how a plan goes on. */
interface PlanDisplay extends AutoCloseable {
  /** How long to collect events before it is shown again, in milliseconds. */
  long pauseMillis();

  /** Takes an event of the plan, which is part of the progress already. */
  void change(PlanProgress progress, Event event);

  /** Shows how it stands now. */
  void show(PlanProgress progress);

  /** Tells how it has ended; nothing else follows. */
  void end(PlanProgress progress);

  /** Whether nobody looks any more. */
  boolean isClosed();

  @Override
  default void close() {}
}
