package orchestrator.lib.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

  @Test
  void theCodesAndTheirStatusesAreThoseOfTheTable() throws IOException {
    assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.id() + "|" + code.status()))
        .containsExactlyElementsOf(table());
  }

  private static List<String> table() throws IOException {
    var table = Objects.requireNonNull(ErrorCodeTest.class.getResourceAsStream("codes.txt"));
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(table, UTF_8))) {
      return reader.lines().toList();
    }
  }
}
