package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls a function as a step. */
final class FunctionStep extends Step {
  /** Calls the function with its arguments, already checked. */
  @FunctionalInterface
  interface Body {
    @Nullable Object call(Arguments in);
  }

  private final Inputs inputs;
  private final List<TypeToken<?>> results;
  private final boolean later;
  private final Body body;

  /**
   * A step of a function.
   *
   * @param later whether the function gives a stage of its result
   */
  FunctionStep(String name, Signature signature, TypeToken<?> result, boolean later, Body body) {
    this(name, new Inputs(signature), List.of(result.wrap()), later, body);
  }

  private FunctionStep(
      String name, Inputs inputs, List<TypeToken<?>> results, boolean later, Body body) {
    super(name);
    this.inputs = inputs;
    this.results = results;
    this.later = later;
    this.body = body;
  }

  @Override
  public List<Parameter<?>> parameters() {
    return inputs.parameters();
  }

  @Override
  public List<TypeToken<?>> results() {
    return results;
  }

  @Override
  public Step with(String argument, Object value) {
    return new FunctionStep(name(), inputs.with(this, argument, value), results, later, body);
  }

  @Override
  int depth() {
    return 0;
  }

  @Override
  void checkTakes(List<TypeToken<?>> given, Place giver, Place here) {
    for (TypeToken<?> type : given) {
      inputs.checkTakes(type, giver, here);
    }
  }

  @Override
  boolean go(Run run) throws Throwable {
    Object out = body.call(inputs.bind(run));
    if (later && out != null) {
      return run.await((CompletionStage<?>) out);
    }
    run.accept(out);
    return true;
  }
}
