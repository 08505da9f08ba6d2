package orchestrator.flow.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lists what a step takes, for steps of more than four parameters, of any number of values, or of
 * any named argument.
 *
 * <pre>{@code
 * Parameter<String> sep = Parameter.of("sep", String.class).orElse(":");
 * Parameter<Object> part = Parameter.of("part", Object.class);
 * Step join = Step.of("join", Signature.of(sep).andMore(part).andAnyNamed())
 *     .gives(String.class, in -> Joiner.on(in.get(sep)).join(in.more(part)));
 * Step joined = join.with("sep", "-").with("author", "me");
 * }</pre>
 */
public final class Signature {
  private final List<Parameter<?>> parameters;
  private final Optional<Parameter<?>> more;
  private final boolean anyNamed;
  private final Map<String, Integer> positions;

  private Signature(List<Parameter<?>> parameters, Optional<Parameter<?>> more, boolean anyNamed) {
    this.parameters = List.copyOf(parameters);
    this.more = more;
    this.anyNamed = anyNamed;
    this.positions = new HashMap<>();
    List<Parameter<?>> all = new ArrayList<>(parameters);
    more.ifPresent(all::add);
    for (int i = 0; i < all.size(); i++) {
      if (positions.put(all.get(i).name(), i) != null) {
        throw new IllegalArgumentException("two parameters are named '" + all.get(i).name() + "'");
      }
    }
    more.ifPresent(parameter -> positions.remove(parameter.name()));
  }

  /** Takes these parameters, in order. */
  public static Signature of(Parameter<?>... parameters) {
    return of(List.of(parameters));
  }

  /** Takes these parameters, in order. */
  public static Signature of(List<Parameter<?>> parameters) {
    return new Signature(parameters, Optional.empty(), false);
  }

  /** Takes any number of further values of one type, none included. */
  public Signature andMore(Parameter<?> each) {
    return new Signature(parameters, Optional.of(each), anyNamed);
  }

  /** Takes also named arguments that are no parameters. */
  public Signature andAnyNamed() {
    return new Signature(parameters, more, true);
  }

  /** The parameters, without the one for further values. */
  public List<Parameter<?>> parameters() {
    return parameters;
  }

  /** The type of further values, when it takes them. */
  public Optional<Parameter<?>> more() {
    return more;
  }

  /** Whether it takes named arguments that are no parameters. */
  public boolean takesAnyNamed() {
    return anyNamed;
  }

  /** Where a parameter stands, if there is one of this name. */
  Optional<Integer> position(String name) {
    return Optional.ofNullable(positions.get(name));
  }

  /** Its parameters in words. */
  String text() {
    return parameters.isEmpty()
        ? "it has no parameters"
        : parameters.stream()
            .map(parameter -> "'" + parameter.name() + "'")
            .collect(Collectors.joining(", ", "its parameters are ", ""));
  }
}
