package orchestrator.flow.step;

import java.util.List;
import java.util.Map;

/**
 * Hands a step what its {@link Signature} takes.
 *
 * <pre>{@code
 * Step.of("join", Signature.of(sep).andMore(part))
 *     .gives(String.class, in -> Joiner.on(in.get(sep)).join(in.more(part)));
 * }</pre>
 */
public final class Arguments {
  private final Signature signature;
  private final Object[] values;
  private final List<Object> more;
  private final Map<String, Object> named;

  Arguments(Signature signature, Object[] values, List<Object> more, Map<String, Object> named) {
    this.signature = signature;
    this.values = values;
    this.more = more;
    this.named = named;
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException when the step has no such parameter
   */
  public <T> T get(Parameter<T> parameter) {
    int position =
        signature
            .position(parameter.name())
            .filter(at -> signature.parameters().get(at).type().equals(parameter.type()))
            .orElseThrow(() -> new IllegalArgumentException("there is no parameter " + parameter));
    return at(position);
  }

  /**
   * The values beyond the parameters, in order.
   *
   * @param each the parameter that the signature declares for them
   * @throws IllegalArgumentException when the step takes no such values
   */
  @SuppressWarnings("unchecked") // each value was checked against the type of the parameter
  public <T> List<T> more(Parameter<T> each) {
    if (signature.more().filter(it -> it.type().equals(each.type())).isEmpty()) {
      throw new IllegalArgumentException("there are no further values like " + each);
    }
    return (List<T>) more;
  }

  /** The named arguments that are no parameters, in the order they were given. */
  public Map<String, Object> named() {
    return named;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // checked when it was filled in
  <T> T at(int position) {
    return (T) values[position];
  }
}
