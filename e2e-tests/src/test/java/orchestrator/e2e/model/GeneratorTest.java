package orchestrator.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orchestrator.proto.SubscribeToEventsParam;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final List<String> ORGANIZATIONS = List.of("A", "B", "C");

  private final Map<String, Integer> answered = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private final Map<String, Integer> codes = new HashMap<>();

  private void runPrograms(int count) {
    ChannelModel model = new ChannelModel("c", ORGANIZATIONS);
    long second = 0;
    for (int program = 0; program < count; program++) {
      Generator generator = new Generator(program, ORGANIZATIONS, model::state);
      for (int i = 0; i < 30; i++) {
        run(model, generator.next(), Timestamp.newBuilder().setSeconds(++second).build());
      }
    }
  }

  private void run(ChannelModel model, Step step, Timestamp now) {
    if (step.request() instanceof SubscribeToEventsParam) {
      return;
    }
    Step resolved =
        new Step(step.requester(), Moments.resolve(step.request(), model.log().events()));
    String method = step.request().getClass().getSimpleName();
    try {
      model.execute(resolved, now).events().forEach(model.log()::add);
      answered.merge(method, 1, Integer::sum);
    } catch (Refusal refusal) {
      refused.merge(method, 1, Integer::sum);
      codes.merge(refusal.getMessage().substring(0, 6), 1, Integer::sum);
    }
  }

  @Test
  void programsReachEveryMethodAndEveryCode() {
    runPrograms(300);

    Set<String> methods = new HashSet<>();
    Rules.requests().forEach(request -> methods.add(request.getSimpleName()));
    assertThat(methods).hasSize(39);
    assertThat(answered.keySet()).containsExactlyInAnyOrderElementsOf(methods);
    assertThat(refused.keySet()).hasSizeGreaterThanOrEqualTo(37).isSubsetOf(methods);
    Set<ErrorCode> reached = EnumSet.noneOf(ErrorCode.class);
    codes.keySet().forEach(code -> reached.add(ErrorCode.valueOf(code)));
    assertThat(reached)
        .containsExactlyInAnyOrder(
            ErrorCode.OE0002,
            ErrorCode.OE0003,
            ErrorCode.OE0006,
            ErrorCode.OE0010,
            ErrorCode.OE0101,
            ErrorCode.OE0102,
            ErrorCode.OE0104,
            ErrorCode.OE0106,
            ErrorCode.OE0107,
            ErrorCode.OE0108,
            ErrorCode.OE0109);
  }

  @Test
  void theSameSeedWritesTheSameProgram() {
    assertThat(firstSteps(7)).isEqualTo(firstSteps(7)).isNotEqualTo(firstSteps(8));
  }

  private static List<Step> firstSteps(long seed) {
    Generator generator = new Generator(seed, ORGANIZATIONS, State::new);
    return List.of(generator.next(), generator.next(), generator.next());
  }

  /** A batch is calls of others; {@code BatchTest} holds how they go together. */
  @Test
  void theModelKnowsEveryUnaryMethodOfTheApiButTheBatch() {
    assertThat(Rules.requests()).hasSize(Methods.count() - 1);
  }
}
