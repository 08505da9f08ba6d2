package orchestrator.flow.step;

import com.google.common.reflect.TypeParameter;
import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Objects;

/**
 * Holds several values that a step gives at once. They are spread over the parameters of the next
 * step, in order.
 *
 * <pre>{@code
 * Step half = Step.of("half", Parameter.of("v", Integer.class))
 *     .gives(Values.types(Integer.class, Integer.class), v -> Values.of(v / 2, v % 2));
 * }</pre>
 *
 * <p>A step whose only parameter is of a Values type gets them whole. All other steps get them
 * spread, also when the step before said only that it gives an Object.
 *
 * <p>A value is never null; give an empty Optional for what is absent.
 */
public sealed interface Values {
  /** How many values there are. */
  int size();

  /**
   * One of the values.
   *
   * @param index its position, from 0
   */
  Object get(int index);

  /** Two values. */
  record Two<A, B>(A first, B second) implements Values {
    /** Two values, none of them null. */
    public Two {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public Object get(int index) {
      return Objects.checkIndex(index, 2) == 0 ? first : second;
    }
  }

  /** Three values. */
  record Three<A, B, C>(A first, B second, C third) implements Values {
    /** Three values, none of them null. */
    public Three {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
      Objects.requireNonNull(third, "third");
    }

    @Override
    public int size() {
      return 3;
    }

    @Override
    public Object get(int index) {
      return switch (Objects.checkIndex(index, 3)) {
        case 0 -> first;
        case 1 -> second;
        default -> third;
      };
    }
  }

  /** Four values. */
  record Four<A, B, C, D>(A first, B second, C third, D fourth) implements Values {
    /** Four values, none of them null. */
    public Four {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
      Objects.requireNonNull(third, "third");
      Objects.requireNonNull(fourth, "fourth");
    }

    @Override
    public int size() {
      return 4;
    }

    @Override
    public Object get(int index) {
      return switch (Objects.checkIndex(index, 4)) {
        case 0 -> first;
        case 1 -> second;
        case 2 -> third;
        default -> fourth;
      };
    }
  }

  /** Any number of values. Their types are known only when the steps run. */
  record Many(List<Object> all) implements Values {
    /** Keeps a copy of the values, none of them null. */
    public Many {
      all = List.copyOf(all);
    }

    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Object get(int index) {
      return all.get(index);
    }
  }

  /** Two values, as in {@code Values.of(3, 1)}. */
  static <A, B> Two<A, B> of(A first, B second) {
    return new Two<>(first, second);
  }

  /** Three values, as in {@code Values.of(3, 1, ":")}. */
  static <A, B, C> Three<A, B, C> of(A first, B second, C third) {
    return new Three<>(first, second, third);
  }

  /** Four values, as in {@code Values.of(3, 1, ":", true)}. */
  static <A, B, C, D> Four<A, B, C, D> of(A first, B second, C third, D fourth) {
    return new Four<>(first, second, third, fourth);
  }

  /** As many values as the list has: {@code Values.all(List.of(1, 2, 3, 4, 5))}. */
  static Values all(List<?> values) {
    return switch (values.size()) {
      case 2 -> of(values.get(0), values.get(1));
      case 3 -> of(values.get(0), values.get(1), values.get(2));
      case 4 -> of(values.get(0), values.get(1), values.get(2), values.get(3));
      default -> new Many(List.copyOf(values));
    };
  }

  /**
   * The type of two values, for the return type of a step. For parts with generics write {@code new
   * TypeToken<Values.Two<Integer, List<String>>>() {}}.
   */
  static <A, B> TypeToken<Two<A, B>> types(Class<A> first, Class<B> second) {
    return new TypeToken<Two<A, B>>() {}.where(new TypeParameter<A>() {}, boxed(first))
        .where(new TypeParameter<B>() {}, boxed(second));
  }

  /** The type of three values, for the return type of a step. */
  static <A, B, C> TypeToken<Three<A, B, C>> types(
      Class<A> first, Class<B> second, Class<C> third) {
    return new TypeToken<Three<A, B, C>>() {}.where(new TypeParameter<A>() {}, boxed(first))
        .where(new TypeParameter<B>() {}, boxed(second))
        .where(new TypeParameter<C>() {}, boxed(third));
  }

  /** The type of four values, for the return type of a step. */
  static <A, B, C, D> TypeToken<Four<A, B, C, D>> types(
      Class<A> first, Class<B> second, Class<C> third, Class<D> fourth) {
    return new TypeToken<Four<A, B, C, D>>() {}.where(new TypeParameter<A>() {}, boxed(first))
        .where(new TypeParameter<B>() {}, boxed(second))
        .where(new TypeParameter<C>() {}, boxed(third))
        .where(new TypeParameter<D>() {}, boxed(fourth));
  }

  private static <T> TypeToken<T> boxed(Class<T> type) {
    return TypeToken.of(type).wrap();
  }
}
