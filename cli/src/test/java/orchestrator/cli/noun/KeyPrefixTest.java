package orchestrator.cli.noun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.proto.ComputePlan;
import org.junit.jupiter.api.Test;

class KeyPrefixTest {
  private static final Noun PLAN = Nouns.PLAN.noun();

  private static Message plan(String key, String name) {
    return ComputePlan.newBuilder().setKey(key).setName(name).build();
  }

  private static String find(String beginning, Message... plans) {
    return KeyPrefix.find(PLAN, beginning, () -> Stream.of(plans));
  }

  @Test
  void theOneKeyThatBeginsSoIsFound() {
    assertThat(find("ABCD-1", plan("abcd-12", "a"), plan("abcd-21", "b"))).isEqualTo("abcd-12");
  }

  @Test
  void candidatesAreListedWhenThereAreSeveral() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> find("abcd", plan("abcd-12", "one"), plan("abcd-21", "two")))
        .satisfies(failed -> assertThat(failed.exit()).isEqualTo(Exit.WRONG_USE))
        .withMessage(
            "abcd is ambiguous; the keys of these plans begin so: abcd-12 (one), abcd-21 (two)");
  }

  @Test
  void noneIsNotFound() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> find("abce", plan("abcd-12", "one")))
        .satisfies(failed -> assertThat(failed.exit()).isEqualTo(Exit.NOT_FOUND))
        .withMessage("the key of no plan begins with abce");
  }

  @Test
  void fewerThanFourCharactersOrOthersAreNoKey() {
    for (String text : new String[] {"abc", "", "name", "abcd%", "-"}) {
      assertThatExceptionOfType(CommandFailedException.class)
          .isThrownBy(() -> find(text, plan("abcd-12", "one")))
          .satisfies(failed -> assertThat(failed.exit()).isEqualTo(Exit.WRONG_USE));
    }
  }

  @Test
  void ofTooManyAssetsNoneIsTakenForTheOnlyOne() {
    Stream<Message> endless =
        IntStream.iterate(0, i -> i + 1).mapToObj(i -> plan(i == 0 ? "abcd-12" : "x" + i, ""));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> KeyPrefix.find(PLAN, "abcd", () -> endless))
        .withMessageContaining("more than 100000 plans");
  }
}
