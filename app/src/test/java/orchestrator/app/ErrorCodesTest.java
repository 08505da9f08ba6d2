package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import orchestrator.lib.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {

  @Test
  void theClientKnowsTheCodesOfTheServerByTheSameNames() {
    assertThat(
            Arrays.stream(orchestrator.client.ErrorCode.values())
                .map(code -> code + " " + code.id()))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values()).map(code -> code + " " + code.id()).toList());
  }
}
