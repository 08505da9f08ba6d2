package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.DATA_CONSISTENCY;
import static orchestrator.flow.error.FlowError.EXTRA_ATTRIBUTE;
import static orchestrator.flow.error.FlowError.NO_STEP_BRANCH;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orchestrator.flow.error.StepperException;

/** Runs the first of its branches that fits. */
final class ChoiceStep extends Step {
  private final List<Branch> branches;
  private final List<TypeToken<?>> results;
  private final int depth;

  ChoiceStep(String name, List<Branch> branches) {
    super(name);
    if (branches.isEmpty()) {
      throw new StepperException(NO_STEP_BRANCH, "step '%s' has no branch".formatted(name));
    }
    for (Branch branch : branches.subList(0, branches.size() - 1)) {
      if (branch.condition().isEmpty()) {
        throw new IllegalArgumentException(
            "step '%s' has branches after 'otherwise'".formatted(name));
      }
    }
    this.branches = branches;
    this.results =
        branches.stream().flatMap(branch -> branch.body().results().stream()).distinct().toList();
    this.depth = Steps.deeper(this, branches.stream().map(Branch::body).toList());
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public List<TypeToken<?>> results() {
    return results;
  }

  @Override
  public Step with(String argument, Object value) {
    throw new StepperException(
        EXTRA_ATTRIBUTE,
        "step '%s' has no parameter '%s'; it is a choice, so give the argument to a step in it"
            .formatted(name(), argument));
  }

  @Override
  int depth() {
    return depth;
  }

  @Override
  void checkTakes(List<TypeToken<?>> given, Place giver, Place here) {
    for (Branch branch : branches) {
      Condition<?> condition = branch.condition().orElse(null);
      if (condition == null) {
        branch.body().checkTakes(given, giver, Optional.of(here));
      } else if (!mayFit(condition, given)) {
        throw new StepperException(
            DATA_CONSISTENCY,
            "%s gives %s, but %s of %s takes %s"
                .formatted(
                    giver.text(), words(given), branch.label(), here.text(), condition.type()));
      }
    }
  }

  /** Whether some of what comes may fit, and a run can tell it from the rest. */
  private static boolean mayFit(Condition<?> condition, List<TypeToken<?>> given) {
    return given.stream().anyMatch(type -> condition.takes(type) || condition.narrows(type))
        && given.stream().noneMatch(condition::confuses);
  }

  @Override
  boolean go(Run run) {
    for (Branch branch : branches) {
      if (branch.condition().map(condition -> condition.holds(run.data())).orElse(true)) {
        run.enter(branch.body(), branch.label());
        return true;
      }
    }
    throw new StepperException(
        NO_STEP_BRANCH,
        "no branch of %s fits what it got, %s"
            .formatted(run.place().text(), Slot.typeOf(run.data())));
  }

  private static String words(List<TypeToken<?>> types) {
    return types.stream().map(TypeToken::toString).collect(Collectors.joining(" or "));
  }
}
