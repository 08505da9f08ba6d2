package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Parameter<String> SEP = Parameter.of("sep", String.class).orElse(":");
  private static final Parameter<Integer> PART = Parameter.of("part", Integer.class);
  private static final Signature SIGNATURE = Signature.of(SEP).andMore(PART);
  private static final Step JOIN =
      Step.of("join", SIGNATURE)
          .gives(
              String.class,
              in ->
                  in.more(PART).stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(in.get(SEP))));

  @Test
  void furtherValuesAreTakenInAnyNumber() {
    assertThat(Stepper.of(JOIN.with("sep", "-")).run(1, 2, 3)).isEqualTo("1-2-3");
    assertThat(Stepper.of(JOIN).run("+", 1, 2)).isEqualTo("1+2");
    assertThat(Stepper.of(JOIN).run()).isEqualTo("");
  }

  @Test
  void aHundredThousandValuesAreTaken() {
    Object[] ones = Collections.nCopies(100_000, 1).toArray();
    Step count = Step.of("count", SIGNATURE).gives(Integer.class, in -> in.more(PART).size());

    assertThat(Stepper.of(count.with("sep", "")).run(ones)).isEqualTo(100_000);
  }

  @Test
  void furtherValuesOfAnotherTypeAreRefused() {
    Step two =
        Step.of("two").gives(Values.types(Integer.class, String.class), () -> Values.of(1, "b"));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(two, JOIN.with("sep", "-")),
        "java.lang.String",
        "'part' of step 'join' at position 1");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(JOIN.with("sep", "-")).run(1, "b"),
        "'part' of step 'join' at position 0 takes java.lang.Integer, but got java.lang.String");
  }

  @Test
  void furtherValuesAreNotChangedByTheStep() {
    Step step =
        Step.of("add", Signature.of().andMore(PART))
            .gives(Boolean.class, in -> in.more(PART).add(1));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Stepper.of(step).run(1, 2));
  }

  @Test
  void anyNamedArgumentIsTakenWhereTheSignatureSaysSo() {
    Step tag =
        Step.of("tag", Signature.of(PART).andAnyNamed())
            .gives(String.class, in -> in.get(PART) + " " + in.named());

    assertThat(Stepper.of(tag.with("z", 1).with("a", "x")).run(7)).isEqualTo("7 {z=1, a=x}");
    assertRefused(FlowError.EXTRA_ATTRIBUTE, () -> JOIN.with("z", 1), "'join'", "'z'", "'sep'");
  }

  @Test
  void aStepMayTakeMoreThanFourValues() {
    List<Parameter<?>> many =
        List.of("a", "b", "c", "d", "e").stream()
            .<Parameter<?>>map(name -> Parameter.of(name, Integer.class))
            .toList();
    Parameter<Integer> last = Parameter.of("e", Integer.class);
    Step step = Step.of("five", Signature.of(many)).gives(Integer.class, in -> in.get(last));

    assertThat(Stepper.of(step).run(1, 2, 3, 4, 5)).isEqualTo(5);
  }

  @Test
  void aStepGetsOnlyWhatItDeclares() {
    Step wrongName = Step.of("x", SIGNATURE).gives(Integer.class, in -> in.get(PART));
    Step wrongType =
        Step.of("x", SIGNATURE)
            .gives(Integer.class, in -> in.get(Parameter.of("sep", Integer.class)));
    Step noMore = Step.of("x", Signature.of(SEP)).gives(Integer.class, in -> in.more(PART).size());

    for (Step step : List.of(wrongName, wrongType, noMore)) {
      assertThatIllegalArgumentException().isThrownBy(() -> Stepper.of(step).run("a"));
    }
  }

  @Test
  void aSignatureTellsWhatItTakes() {
    assertThat(SIGNATURE.parameters()).containsExactly(SEP);
    assertThat(SIGNATURE.more()).contains(PART);
    assertThat(SIGNATURE.takesAnyNamed()).isFalse();
    assertThat(SIGNATURE.andAnyNamed().takesAnyNamed()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(PART).andMore(PART));
  }
}
