package orchestrator.flow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.TypeToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.flow.Flow;
import orchestrator.flow.error.FlowOrchestratorException;
import orchestrator.flow.fixtures.Num;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from outside, the answer is one sentence and one exception. */
class HostileJsonTest {
  /** Refuses most of what there is. */
  record Picky(int value) {
    Picky {
      if (value != 1) {
        throw new IllegalArgumentException("only 1 will do");
      }
    }
  }

  private final MessageCodec codec = MessageCodec.standard();
  private final Flow<Num, Num> flow =
      Flow.named("f", Num.class)
          .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
          .build();

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(MessageFormatException.class)
        .satisfies(
            thrown ->
                assertThat(thrown.getMessage())
                    .isNotBlank()
                    .doesNotContain("null:", ": null")
                    .hasLineCount(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "5",
        "\"text\"",
        "[]",
        "[[",
        "{",
        "{}",
        "{\"body\":null}",
        "{\"header\":{}}",
        "{\"body\":1} more",
        "{\"body\":1}{\"body\":2}",
        "{'body':1}",
        "<message/>",
        "\u0000",
        "{\"body\":1,\"header\":[]}",
        "{\"body\":1,\"header\":5}",
        "{\"body\":1,\"header\":{\"run\":{}}}",
        "{\"body\":1,\"header\":{\"run\":[\"a\"]}}",
        "{\"body\":1,\"header\":{\"toUndo\":{}}}",
        "{\"body\":1,\"header\":{\"toUndo\":[null]}}",
        "{\"body\":1,\"header\":{\"toUndo\":[{}]}}",
        "{\"body\":1,\"header\":{\"toUndo\":[{\"visit\":\"a\"}]}}",
        "{\"body\":1,\"header\":{\"toUndo\":[{\"body\":1}]}}",
        "{\"body\":1,\"header\":{\"fault\":\"odd\"}}",
        "{\"body\":1,\"header\":{\"fault\":{\"kind\":\"ODD\"}}}",
        "{\"body\":1,\"header\":{\"fault\":{\"notUndone\":[null]}}}",
        "{\"body\":1,\"header\":{\"fault\":{\"notUndone\":\"x\"}}}",
        "{\"body\":1,\"header\":{\"retry\":{}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":0,\"firstMs\":1,\"longestMs\":1}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":1001,\"firstMs\":1,\"longestMs\":1}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":2,\"firstMs\":-1,\"longestMs\":1}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":2,\"firstMs\":5,\"longestMs\":1}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":2,\"firstMs\":9223372036854775807,"
            + "\"longestMs\":9223372036854775807}}}",
        "{\"body\":1,\"header\":{\"retry\":{\"tries\":99999999999999999999}}}",
        "{\"body\":1,\"header\":{\"retry\":\"often\"}}",
        "{\"body\":1,\"header\":{\"attributes\":[\"a\"]}}",
        "{\"body\":1,\"header\":{\"attributes\":{\"a\":null}}}",
        "{\"body\":1,\"header\":{\"attributes\":{\"a\":{}}}}",
      })
  void whatIsNoMessageIsRefused(String text) {
    assertRefused(() -> codec.read(text));
  }

  @Test
  void whatIsTooDeepTooLongOrTooLargeIsRefused() {
    assertRefused(() -> codec.read("{\"body\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    assertRefused(() -> codec.read("{\"body\":" + "{\"a\":".repeat(100_000)));
    assertRefused(() -> codec.read("{\"body\":" + "9".repeat(1_000_000) + "}"));
    assertRefused(() -> codec.read("{\"body\":1,\"" + "x".repeat(1_000_000) + "\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "[]",
        "\"\"",
        "\"text\"",
        "",
        "{\"value\":\"five\"}",
        "{\"value\":{}}",
        "{\"value\":[5]}",
        "{\"value\":99999999999999999999}",
        "{\"value\":1e400}",
        "{\"value\":1e999999999}",
        "{\"value\":-1e999999999}",
        "{\"value\":NaN}",
      })
  void aBodyOfAnotherKindIsRefused(String text) {
    assertRefused(() -> codec.readBody(text, TypeToken.of(Num.class)));
  }

  @Test
  void numbersThatAreNoneForTheirTypeAreRefused() {
    for (String number : List.of("1e400", "1e999999999", "\"1e999999999x\"", "true")) {
      for (Class<?> type :
          List.of(BigDecimal.class, BigInteger.class, Integer.class, Byte.class, Long.class)) {
        try {
          Object unused = codec.readBody(number, TypeToken.of(type));
        } catch (MessageFormatException e) {
          assertThat(e.getMessage()).hasLineCount(1);
        }
      }
    }
    assertRefused(() -> codec.readBody("300", TypeToken.of(Byte.class)));
    assertRefused(() -> codec.readBody("1e400", TypeToken.of(Integer.class)));
    assertRefused(() -> codec.readBody("1e400", TypeToken.of(BigDecimal.class)));
  }

  @Test
  void aBodyThatItsTypeRefusesIsRefusedWithTheReason() {
    assertThatThrownBy(() -> codec.readBody("{\"value\":2}", TypeToken.of(Picky.class)))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("only 1 will do");
  }

  @Test
  void aBodyThatIsNotWhatTheFlowTakesIsRefused() {
    assertRefused(() -> codec.read("{\"body\":[1]}").toFlow(flow));
    assertRefused(() -> codec.read("{\"body\":\"x\",\"header\":{\"source\":\"a\"}}").toFlow(flow));
    assertRefused(
        () ->
            codec
                .read(
                    "{\"body\":{\"value\":1},\"header\":{\"source\":\"a\","
                        + "\"toUndo\":[{\"visit\":\"a\",\"body\":[]}]}}")
                .toFlow(flow));
  }

  @Test
  void aSourceThatIsNoVisitIsAnExceptionOfTheFlow() {
    for (String header :
        List.of(
            "\"source\":\"x\"",
            "\"source\":\"~x\"",
            "\"source\":\"~\"",
            "\"toUndo\":[{\"visit\":\"x\",\"body\":1}]")) {
      assertThatThrownBy(() -> codec.read("{\"body\":{},\"header\":{" + header + "}}").toFlow(flow))
          .isInstanceOf(FlowOrchestratorException.class)
          .hasMessageStartingWith("flow 'f' has no block '");
    }
  }

  @Test
  void messagesDamagedAtRandomGiveAMessageOrOneSentence() {
    String whole =
        "{\"header\":{\"run\":\"r\",\"flow\":\"f\",\"source\":\"a\",\"laps\":\"1.2\",\"toUndo\":["
            + "{\"visit\":\"a\",\"body\":{\"value\":1}}],\"fault\":{\"place\":\"a\",\"kind\":"
            + "\"FLOW\",\"reason\":\"x\",\"notUndone\":[\"y\"]},\"retry\":{\"tries\":2,"
            + "\"firstMs\":1,\"longestMs\":2},\"attributes\":{\"a\":\"b\"}},"
            + "\"body\":{\"value\":12}}";
    List<String> pieces =
        List.of("null", "{}", "[]", "-1", "1e99", "\"\"", "\"", "{", "}", "[", "]", ",", ":", "~");
    Random random = new Random(7);
    List<Throwable> others = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int cuts = 1 + random.nextInt(3); cuts > 0; cuts--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(6));
        text.replace(at, end, pieces.get(random.nextInt(pieces.size())));
      }
      try {
        Object unused = codec.read(text.toString()).toFlow(flow);
      } catch (MessageFormatException | FlowOrchestratorException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        others.add(new AssertionError(text.toString(), e));
      }
    }
    assertThat(others).isEmpty();
  }
}
