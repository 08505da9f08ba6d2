package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a step of which only name and parameters are known. Say what it gives, at once or
 * later.
 *
 * <pre>{@code
 * Step add = Step.of("add", v, by).gives(Integer.class, (v, by) -> v + by);
 * Step ask = Step.of("ask", v).givesLater(String.class, v -> client.ask(v));
 * Step split = Step.of("split", words).gives(new TypeToken<List<String>>() {}, Words::split);
 * }</pre>
 *
 * <p>A function may give null or an empty Optional for nothing. One that gives later returns a
 * stage; a run that waits for it uses no thread.
 */
public abstract sealed class Takes {
  private final String name;
  private final Signature signature;

  private Takes(String name, Signature signature) {
    this.name = name;
    this.signature = signature;
  }

  /** Makes a value of three others. */
  @FunctionalInterface
  public interface OfThree<A, B, C, R extends @Nullable Object> {
    /** Makes the value. */
    R apply(A first, B second, C third);
  }

  /** Makes a value of four others. */
  @FunctionalInterface
  public interface OfFour<A, B, C, D, R extends @Nullable Object> {
    /** Makes the value. */
    R apply(A first, B second, C third, D fourth);
  }

  final Step step(TypeToken<?> result, boolean later, FunctionStep.Body body) {
    return new FunctionStep(name, signature, result, later, body);
  }

  /** A step that takes nothing. */
  public static final class None extends Takes {
    None(String name) {
      super(name, Signature.of());
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(Class<R> result, Supplier<? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(TypeToken<R> result, Supplier<? extends @Nullable R> function) {
      return step(result, false, in -> function.get());
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        Supplier<? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        Supplier<? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return step(result, true, in -> function.get());
    }
  }

  /** A step that takes one value. */
  public static final class One<A> extends Takes {
    One(String name, Parameter<A> first) {
      super(name, Signature.of(first));
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(Class<R> result, Function<? super A, ? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(
        TypeToken<R> result, Function<? super A, ? extends @Nullable R> function) {
      return step(result, false, in -> function.apply(in.<A>at(0)));
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        Function<? super A, ? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        Function<? super A, ? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return step(result, true, in -> function.apply(in.<A>at(0)));
    }
  }

  /** A step that takes two values. */
  public static final class Two<A, B> extends Takes {
    Two(String name, Parameter<A> first, Parameter<B> second) {
      super(name, Signature.of(first, second));
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(
        Class<R> result, BiFunction<? super A, ? super B, ? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(
        TypeToken<R> result, BiFunction<? super A, ? super B, ? extends @Nullable R> function) {
      return step(result, false, in -> function.apply(in.<A>at(0), in.<B>at(1)));
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        BiFunction<? super A, ? super B, ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        BiFunction<? super A, ? super B, ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return step(result, true, in -> function.apply(in.<A>at(0), in.<B>at(1)));
    }
  }

  /** A step that takes three values. */
  public static final class Three<A, B, C> extends Takes {
    Three(String name, Parameter<A> first, Parameter<B> second, Parameter<C> third) {
      super(name, Signature.of(first, second, third));
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(
        Class<R> result, OfThree<? super A, ? super B, ? super C, ? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(
        TypeToken<R> result,
        OfThree<? super A, ? super B, ? super C, ? extends @Nullable R> function) {
      return step(result, false, in -> function.apply(in.<A>at(0), in.<B>at(1), in.<C>at(2)));
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        OfThree<
                ? super A,
                ? super B,
                ? super C,
                ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        OfThree<
                ? super A,
                ? super B,
                ? super C,
                ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return step(result, true, in -> function.apply(in.<A>at(0), in.<B>at(1), in.<C>at(2)));
    }
  }

  /** A step that takes four values. */
  public static final class Four<A, B, C, D> extends Takes {
    Four(
        String name,
        Parameter<A> first,
        Parameter<B> second,
        Parameter<C> third,
        Parameter<D> fourth) {
      super(name, Signature.of(first, second, third, fourth));
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(
        Class<R> result,
        OfFour<? super A, ? super B, ? super C, ? super D, ? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(
        TypeToken<R> result,
        OfFour<? super A, ? super B, ? super C, ? super D, ? extends @Nullable R> function) {
      return step(
          result, false, in -> function.apply(in.<A>at(0), in.<B>at(1), in.<C>at(2), in.<D>at(3)));
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        OfFour<
                ? super A,
                ? super B,
                ? super C,
                ? super D,
                ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        OfFour<
                ? super A,
                ? super B,
                ? super C,
                ? super D,
                ? extends @Nullable CompletionStage<? extends @Nullable R>>
            function) {
      return step(
          result, true, in -> function.apply(in.<A>at(0), in.<B>at(1), in.<C>at(2), in.<D>at(3)));
    }
  }

  /** A step that takes what its signature says. */
  public static final class Any extends Takes {
    Any(String name, Signature signature) {
      super(name, signature);
    }

    /** Gives a value of a plain type. */
    public <R> Step gives(Class<R> result, Function<Arguments, ? extends @Nullable R> function) {
      return gives(TypeToken.of(result), function);
    }

    /** Gives a value of a generic type. */
    public <R> Step gives(
        TypeToken<R> result, Function<Arguments, ? extends @Nullable R> function) {
      return step(result, false, in -> function.apply(in));
    }

    /** Gives a stage of a value of a plain type. */
    public <R> Step givesLater(
        Class<R> result,
        Function<Arguments, ? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return givesLater(TypeToken.of(result), function);
    }

    /** Gives a stage of a value of a generic type. */
    public <R> Step givesLater(
        TypeToken<R> result,
        Function<Arguments, ? extends @Nullable CompletionStage<? extends @Nullable R>> function) {
      return step(result, true, in -> function.apply(in));
    }
  }
}
