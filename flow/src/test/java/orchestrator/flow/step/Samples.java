package orchestrator.flow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.function.Function;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.StepperException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The steps of the worked examples, and what several tests ask. */
final class Samples {
  static final Step START = Step.of("start").gives(Integer.class, () -> 3);
  static final Step ADD =
      Step.of("add", Parameter.of("v", Integer.class), Parameter.of("by", Integer.class).orElse(4))
          .gives(Integer.class, (v, by) -> v + by);
  static final Step HALF_AND_REST =
      Step.of("half", Parameter.of("v", Integer.class))
          .gives(Values.types(Integer.class, Integer.class), v -> Values.of(v / 2, v % 2));
  static final Step JOIN =
      Step.of(
              "join",
              Parameter.of("a", Integer.class),
              Parameter.of("b", Integer.class),
              Parameter.of("sep", String.class).orElse(":"))
          .gives(String.class, (a, b, sep) -> a + sep + b);
  static final Step PARSE =
      Step.of("parse", Parameter.of("text", String.class)).gives(Integer.class, Integer::parseInt);
  static final Step HALF =
      Step.of("half", Parameter.of("v", Integer.class)).gives(Integer.class, v -> v / 2);
  static final Step TRIPLE =
      Step.of("triple", Parameter.of("v", Integer.class)).gives(Integer.class, v -> v * 3);
  static final Step TEXT =
      Step.of("text", Parameter.of("v", Integer.class)).gives(String.class, v -> "" + v);

  private Samples() {}

  /** A step that gives one value whatever its type says. */
  static <R> Step giving(String name, TypeToken<R> type, R value) {
    return Step.of(name).gives(type, () -> value);
  }

  static <R> Step giving(String name, Class<R> type, R value) {
    return giving(name, TypeToken.of(type), value);
  }

  /** A step that gives on what it takes. */
  static <A> Step taking(String name, TypeToken<A> type) {
    return Step.of(name, Parameter.of("x", type)).gives(type, Function.identity());
  }

  static <A> Step taking(String name, Class<A> type) {
    return taking(name, TypeToken.of(type));
  }

  static TypeToken<List<Integer>> integers() {
    return new TypeToken<>() {};
  }

  /** Asks for one error, whose message holds all these words. */
  static void assertRefused(FlowError error, ThrowingCallable call, String... words) {
    assertThatExceptionOfType(StepperException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.error()).isEqualTo(error);
              assertThat(e).hasMessageContainingAll(words);
            });
  }
}
