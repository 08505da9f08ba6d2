package orchestrator.cli.plan;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import orchestrator.proto.Event;

/**
 * Hands over the events of a plan as they are.
 *
 * @param each takes an event
 * @param closed whether nobody takes them any more
 */
record PlanEvents(Consumer<Event> each, BooleanSupplier closed) implements PlanDisplay {
  @Override
  public long pauseMillis() {
    return 0;
  }

  @Override
  public void change(PlanProgress progress, Event event) {
    each.accept(event);
  }

  @Override
  public void show(PlanProgress progress) {}

  @Override
  public void end(PlanProgress progress) {}

  @Override
  public boolean isClosed() {
    return closed.getAsBoolean();
  }
}
