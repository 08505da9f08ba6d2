package orchestrator.flow.step;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which results of a step count as nothing.
 *
 * <pre>{@code
 * Stepper stepper = Stepper.of(steps).emptyIs(Empty.ORIGINAL);
 * Stepper texts = Stepper.of(steps).emptyIs(it -> Empty.ABSENT.test(it) || "".equals(it));
 * }</pre>
 */
@FunctionalInterface
public interface Empty {
  /** Only what is absent: null and an empty Optional. The default. */
  Empty ABSENT = result -> Slot.plain(result) == null;

  /** What the original takes for nothing: also 0, false, and whatever has no elements. */
  Empty ORIGINAL = result -> isNothingToTheOriginal(Slot.plain(result));

  /** Whether a result counts as nothing. An asynchronous step is asked for what its stage gave. */
  boolean test(@Nullable Object result);

  private static boolean isNothingToTheOriginal(@Nullable Object value) {
    if (value == null || Boolean.FALSE.equals(value)) {
      return true;
    }
    if (value instanceof Number number) {
      return isZero(number);
    }
    if (value instanceof CharSequence text) {
      return text.length() == 0;
    }
    if (value instanceof Collection<?> elements) {
      return elements.isEmpty();
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.isEmpty();
    }
    if (value instanceof Values values) {
      return values.size() == 0;
    }
    return value.getClass().isArray() && Array.getLength(value) == 0;
  }

  private static boolean isZero(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal.signum() == 0;
    }
    if (number instanceof BigInteger integer) {
      return integer.signum() == 0;
    }
    return number.doubleValue() == 0;
  }
}
