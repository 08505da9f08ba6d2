package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.assertRefused;
import static orchestrator.flow.step.Samples.giving;
import static orchestrator.flow.step.Samples.integers;
import static orchestrator.flow.step.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.reflect.TypeToken;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NeighboursTest {
  private static final Step INTEGERS = giving("a", integers(), List.of(1));
  private static final Step INTEGER = giving("a", Integer.class, 1);

  @Test
  void theMessageNamesBothStepsTheirPositionsTheParameterAndBothTypes() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(INTEGER, taking("b", String.class)),
        "step 'a' at position 0 gives java.lang.Integer, "
            + "but parameter 'x' of step 'b' at position 1 takes java.lang.String");
  }

  @Test
  void aSubtypeFitsAndASupertypeDoesNot() {
    assertFits(INTEGER, taking("b", Number.class));
    assertFits(INTEGER, taking("b", new TypeToken<Comparable<Integer>>() {}));
    assertRefusedTogether(giving("a", Number.class, 1), taking("b", Integer.class));
    assertRefusedTogether(giving("a", Object.class, 1), taking("b", Integer.class));
  }

  @Test
  void aPrimitiveIsItsBoxAndNoOther() {
    assertFits(giving("a", int.class, 1), taking("b", Integer.class));
    assertFits(INTEGER, taking("b", int.class));
    assertRefusedTogether(INTEGER, taking("b", long.class));
  }

  @Test
  void anyTypeGoesWhereObjectIsTaken() {
    assertFits(INTEGER, taking("b", Object.class));
    assertFits(INTEGERS, taking("b", Object.class));
  }

  @Test
  void genericsCount() {
    assertFits(INTEGERS, taking("b", integers()));
    assertFits(INTEGERS, taking("b", new TypeToken<Collection<Integer>>() {}));
    assertFits(INTEGERS, taking("b", new TypeToken<List<? extends Number>>() {}));
    assertFits(INTEGERS, taking("b", new TypeToken<List<?>>() {}));
    assertFits(INTEGERS, taking("b", List.class));
    assertRefusedTogether(INTEGERS, taking("b", new TypeToken<List<String>>() {}));
    assertRefusedTogether(INTEGERS, taking("b", new TypeToken<List<Number>>() {}));
    assertRefusedTogether(INTEGERS, taking("b", new TypeToken<Set<Integer>>() {}));
    assertRefusedTogether(
        giving("a", new TypeToken<List<? extends Number>>() {}, List.of(1)),
        taking("b", integers()));
    assertRefusedTogether(giving("a", List.class, List.of(1)), taking("b", integers()));
  }

  @Test
  void anOptionalCountsAsWhatItHoldsInBothDirections() {
    Step maybe = giving("a", new TypeToken<Optional<Integer>>() {}, Optional.of(1));
    Step takesMaybe = taking("b", new TypeToken<Optional<Number>>() {});

    assertFits(maybe, taking("b", Integer.class));
    assertFits(maybe, taking("b", Number.class));
    assertFits(INTEGER, takesMaybe);
    assertFits(maybe, takesMaybe);
    assertFits(
        giving("a", new TypeToken<Optional<? extends Integer>>() {}, Optional.of(1)), takesMaybe);
    assertFits(maybe, taking("b", new TypeToken<Optional<? extends Number>>() {}));
    assertFits(maybe, taking("b", Optional.class));
    assertRefusedTogether(maybe, taking("b", String.class));
    assertRefusedTogether(giving("a", String.class, "1"), takesMaybe);
    assertRefusedTogether(giving("a", Optional.class, Optional.of(1)), takesMaybe);
  }

  @Test
  void aStepThatTakesNothingStandsOnlyAtTheBegin() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(INTEGER, giving("b", String.class, "")),
        "step 'b' at position 1 takes at most 0");
  }

  @Test
  void aStepThatGivesNothingStandsOnlyAtTheEnd() {
    Step nothing = Step.of("a").gives(Void.class, () -> null);

    assertRefusedTogether(nothing, taking("b", Integer.class));
  }

  @Test
  void aParameterWithoutTypeIsOnlyWarnedAbout() {
    Logger logger = (Logger) LoggerFactory.getLogger(Stepper.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    Level before = logger.getLevel();
    logger.setLevel(Level.WARN);
    try {
      Step untyped = Step.of("b", Parameter.untyped("x")).gives(String.class, String::valueOf);

      assertThat(Stepper.of(INTEGER, untyped).run()).isEqualTo("1");
      assertFits(INTEGER, taking("c", Object.class));
    } finally {
      logger.setLevel(before);
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .contains("step 'a' at position 0", "step 'b' at position 1", "'x'");
            });
  }

  private static void assertFits(Step first, Step second) {
    assertThat(Stepper.of(first, second).run()).isNotNull();
  }

  private static void assertRefusedTogether(Step first, Step second) {
    assertRefused(FlowError.DATA_CONSISTENCY, () -> Steps.of(first, second), "'a'", "'b'", "'x'");
  }
}
