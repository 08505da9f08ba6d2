package orchestrator.scenario.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;

class AssetsTest {
  @Test
  void aPayloadIsCutIntoPiecesThatMetadataTakes() {
    assertThat(Assets.metadata("a".repeat(100) + "b".repeat(100) + "c"))
        .isEqualTo(Map.of("p00000", "a".repeat(100), "p00001", "b".repeat(100), "p00002", "c"));
  }

  @Test
  void anEmptyPayloadMakesNoMetadata() {
    assertThat(Assets.metadata("")).isEmpty();
  }

  @Test
  void aLargePayloadKeepsItsOrder() {
    String payload = "0123456789abcdef".repeat(1 << 16);

    Map<String, String> pieces = Assets.metadata(payload);

    assertThat(String.join("", pieces.values())).isEqualTo(payload);
    assertThat(new ArrayList<>(pieces.keySet())).isSorted().endsWith("p10485");
  }

  @Test
  void aTransactionAlwaysMakesTheSameAndNoOtherMakesIt() {
    NewFunction first = Assets.function(Sent.of(1, "ab"));

    assertThat(Assets.function(Sent.of(1, "ab"))).isEqualTo(first);
    assertThat(Assets.function(Sent.of(11, "ab")).getKey()).isNotEqualTo(first.getKey());
    assertThat(first.getName()).isEqualTo("run-1-0-1");
  }
}
