package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a question of the data of a run, which must be of one type. */
final class Condition<T> {
  private final Slot slot;
  private final Predicate<? super T> question;

  Condition(TypeToken<T> type, Predicate<? super T> question) {
    this.slot = new Slot(type);
    this.question = question;
  }

  TypeToken<?> type() {
    return slot.type();
  }

  /** Whether it may be asked about all values of a type. */
  boolean takes(TypeToken<?> given) {
    return slot.takes(given) && isSpreadAs(Slot.inside(given).getRawType());
  }

  /** Whether it may be asked about some values of a type, and a run can tell about which. */
  boolean narrows(TypeToken<?> given) {
    return slot.narrows(given);
  }

  /** Whether a run takes values of a type for its own, though their generics are others. */
  boolean confuses(TypeToken<?> given) {
    return slot.confuses(given);
  }

  /** Whether it may be asked about the data. */
  boolean fits(@Nullable Object data) {
    return fit(data) != null;
  }

  /** Whether it may be asked about the data, and the answer is yes. */
  @SuppressWarnings("unchecked") // the slot lets only its type through
  boolean holds(@Nullable Object data) {
    Object fit = fit(data);
    return fit != null && question.test((T) fit);
  }

  private @Nullable Object fit(@Nullable Object data) {
    Object plain = Slot.plain(data);
    return plain != null && !isSpreadAs(plain.getClass()) ? null : slot.fit(data);
  }

  /**
   * Several values are spread over the steps behind the question, which were checked for the type
   * of the question alone. So it must say that several come; Object does not.
   */
  private boolean isSpreadAs(Class<?> data) {
    return slot.takesValuesWhole() || !Values.class.isAssignableFrom(data);
  }
}
