package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.DATA_CONSISTENCY;

import com.google.common.reflect.TypeToken;
import java.util.Optional;
import orchestrator.flow.error.StepperException;
import org.jspecify.annotations.Nullable;

/**
 * Declares one parameter of a step: its name, its type and, if it has one, its default.
 *
 * <pre>{@code
 * Parameter<Integer> by = Parameter.of("by", Integer.class).orElse(4);
 * Parameter<List<String>> words = Parameter.of("words", new TypeToken<>() {});
 * }</pre>
 *
 * <p>A parameter of an Optional type is empty when no value comes.
 */
public final class Parameter<T> {
  private final String name;
  private final TypeToken<T> type;
  private final boolean typed;
  private final Slot slot;
  private final @Nullable Object orElse;

  private Parameter(String name, TypeToken<T> type, boolean typed, @Nullable Object orElse) {
    this.name = Names.checked("parameter", name);
    this.type = type;
    this.typed = typed;
    this.slot = new Slot(type);
    this.orElse = orElse == null ? slot.fit(null) : orElse;
  }

  /** A parameter of a plain type: {@code Parameter.of("v", Integer.class)}. */
  public static <T> Parameter<T> of(String name, Class<T> type) {
    return of(name, TypeToken.of(type));
  }

  /** A parameter of a generic type: {@code Parameter.of("words", new TypeToken<>() {})}. */
  public static <T> Parameter<T> of(String name, TypeToken<T> type) {
    return new Parameter<>(name, type, true, null);
  }

  /**
   * A parameter that takes any value, since nobody says of which type it is: {@code
   * Parameter.untyped("x")}. The log warns about it; for a parameter that takes everything on
   * purpose declare {@code Object.class}.
   */
  public static Parameter<Object> untyped(String name) {
    return new Parameter<>(name, TypeToken.of(Object.class), false, null);
  }

  /**
   * The same parameter with a default, for when no value comes: {@code Parameter.of("by",
   * Integer.class).orElse(4)}.
   */
  public Parameter<T> orElse(T value) {
    Object fit = slot.fit(value);
    if (fit == null) {
      throw new StepperException(
          DATA_CONSISTENCY,
          "parameter '%s' takes %s, but its default is %s"
              .formatted(name, type, Slot.typeOf(value)));
    }
    return new Parameter<>(name, type, typed, fit);
  }

  /** Its name, unique in its step. */
  public String name() {
    return name;
  }

  /** Its type; Object when none is declared. */
  public TypeToken<T> type() {
    return type;
  }

  /** Whether its type is declared. */
  public boolean isTyped() {
    return typed;
  }

  /** What it gets when no value comes, if it can do without. */
  public Optional<Object> defaultValue() {
    return Optional.ofNullable(orElse);
  }

  Slot slot() {
    return slot;
  }

  @Nullable Object fallback() {
    return orElse;
  }

  @Override
  public String toString() {
    return "'" + name + "' of type " + slot.type();
  }
}
