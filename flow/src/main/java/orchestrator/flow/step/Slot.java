package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is a place for values of one type: which types go in when steps are put together, and which
 * values when they run. An Optional of a type counts as the type, in both directions.
 */
final class Slot {
  private final TypeToken<?> type;
  private final TypeToken<?> inside;
  private final Class<?> raw;
  private final boolean optional;

  Slot(TypeToken<?> type) {
    this.type = type.wrap();
    this.inside = inside(type);
    this.raw = inside.getRawType();
    this.optional = type.getRawType() == Optional.class;
  }

  TypeToken<?> type() {
    return type;
  }

  /** Whether every value of a type goes in. */
  boolean takes(TypeToken<?> given) {
    return raw == Object.class || inside(given).isSubtypeOf(inside);
  }

  /** Whether a look at a value of a wider type tells if it goes in. */
  boolean narrows(TypeToken<?> given) {
    return inside.getType() instanceof Class<?> && inside(given).getRawType().isAssignableFrom(raw);
  }

  /** Whether values of a type look as if they went in, though generics say that they do not. */
  boolean confuses(TypeToken<?> given) {
    Class<?> other = inside(given).getRawType();
    return !takes(given)
        && !narrows(given)
        && (other.isAssignableFrom(raw) || raw.isAssignableFrom(other));
  }

  /** Whether it takes several values as one. */
  boolean takesValuesWhole() {
    return Values.class.isAssignableFrom(raw);
  }

  /** The value as this place wants it, in an Optional or without; null when it does not go in. */
  @Nullable Object fit(@Nullable Object value) {
    Object plain = plain(value);
    if (plain == null) {
      return optional ? Optional.empty() : null;
    }
    if (!raw.isInstance(plain)) {
      return null;
    }
    if (optional) {
      return value instanceof Optional ? value : Optional.of(plain);
    }
    return plain;
  }

  /** The value without its Optional; null when there is none. */
  static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  /** The type of a value, in words. */
  static String typeOf(@Nullable Object value) {
    Object plain = plain(value);
    return plain == null ? "nothing" : plain.getClass().getTypeName();
  }

  /** The type without its Optional, boxed. */
  static TypeToken<?> inside(TypeToken<?> type) {
    return type.getRawType() == Optional.class ? argument(type, Optional.class, 0) : type.wrap();
  }

  /** The types of the values that a type stands for; empty when only a run can tell. */
  static Optional<List<TypeToken<?>>> parts(TypeToken<?> given) {
    TypeToken<?> plain = inside(given);
    Class<?> raw = plain.getRawType();
    if (!Values.class.isAssignableFrom(raw)) {
      return Optional.of(List.of(plain));
    }
    if (raw == Values.class || raw == Values.Many.class) {
      return Optional.empty();
    }
    TypeToken<?>[] parts = new TypeToken<?>[raw.getTypeParameters().length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = argument(plain, raw, i);
    }
    return Optional.of(List.of(parts));
  }

  private static TypeToken<?> argument(TypeToken<?> type, Class<?> raw, int index) {
    Type argument = type.resolveType(raw.getTypeParameters()[index]).getType();
    while (argument instanceof TypeVariable<?> variable) {
      argument = variable.getBounds()[0]; // a wildcard comes as a variable of its bound
    }
    return TypeToken.of(argument);
  }
}
