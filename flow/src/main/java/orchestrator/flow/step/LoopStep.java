package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.CONSISTENCY_STEPS;
import static orchestrator.flow.error.FlowError.DATA_CONSISTENCY;
import static orchestrator.flow.error.FlowError.EXTRA_ATTRIBUTE;
import static orchestrator.flow.error.FlowError.STEP_LOOP_LIMIT;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import orchestrator.flow.error.StepperException;

/** Runs its body while a condition holds, up to a limit. */
final class LoopStep extends Step {
  private static final String LABEL = "the body";

  private final int limit;
  private final Condition<?> condition;
  private final Steps body;
  private final int depth;

  LoopStep(String name, int limit, Condition<?> condition, List<Step> body) {
    super(name);
    if (limit < 1) {
      throw new IllegalArgumentException(
          "step '%s' needs a limit of at least 1, not %d".formatted(name, limit));
    }
    String label = LABEL + " of " + this;
    this.limit = limit;
    this.condition = condition;
    this.body = Steps.within(label, body);
    this.depth = Steps.deeper(this, List.of(this.body));
    this.body.checkTakes(List.of(type()), this::toString, Optional.empty());
    checkKeeps(this.body.results(), () -> label, this::toString);
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public List<TypeToken<?>> results() {
    return List.of(type());
  }

  @Override
  public Step with(String argument, Object value) {
    throw new StepperException(
        EXTRA_ATTRIBUTE,
        "step '%s' has no parameter '%s'; it is a loop, so give the argument to a step in it"
            .formatted(name(), argument));
  }

  @Override
  int depth() {
    return depth;
  }

  @Override
  void checkTakes(List<TypeToken<?>> given, Place giver, Place here) {
    checkKeeps(given, giver, here);
  }

  private void checkKeeps(List<TypeToken<?>> given, Place giver, Place here) {
    for (TypeToken<?> type : given) {
      if (!condition.takes(type)) {
        throw new StepperException(
            DATA_CONSISTENCY,
            "%s gives %s, but %s repeats with %s"
                .formatted(giver.text(), type, here.text(), type()));
      }
    }
  }

  @Override
  boolean go(Run run) {
    run.keep();
    if (again(run, 0)) {
      run.enter(body, LABEL, this);
    }
    return true;
  }

  /** Whether one more round is due; run stands at this step. */
  boolean again(Run run, int rounds) {
    if (!condition.fits(run.data())) {
      throw new StepperException(
          CONSISTENCY_STEPS,
          "%s repeats with %s, but got %s"
              .formatted(run.place().text(), type(), Slot.typeOf(run.data())));
    }
    if (!condition.holds(run.data())) {
      return false;
    }
    if (rounds == limit) {
      throw new StepperException(
          STEP_LOOP_LIMIT,
          "%s is not at its end after %d rounds, its limit".formatted(run.place().text(), limit));
    }
    return true;
  }

  private TypeToken<?> type() {
    return condition.type();
  }
}
