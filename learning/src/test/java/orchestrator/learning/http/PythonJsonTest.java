package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PythonJsonTest {
  /** What Python 3 has printed. */
  @Test
  void itIsWhatPythonPrints() throws Exception {
    String json =
        """
        {"b": [1, 2.5, 1e-7, 1e22, 123456789012345680.0, 0.0001, 0.00001, 1e16, -3.0, -0.0],
         "n": null, "a": {}, "c": [], "t": true, "big": 123456789012345678901234567890,
         "\\u00e9": "\\u20ac\\ud83d\\ude00\\u007f\\u0001\\n\\"\\\\/"}
        """;

    assertThat(PythonJson.body(new JsonMapper().readTree(json)))
        .isEqualTo(
            """
            {
              "a": {},
              "b": [
                1,
                2.5,
                1e-07,
                1e+22,
                1.2345678901234568e+17,
                0.0001,
                1e-05,
                1e+16,
                -3.0,
                -0.0
              ],
              "big": 123456789012345678901234567890,
              "c": [],
              "n": null,
              "t": true,
              "\\u00e9": "\\u20ac\\ud83d\\ude00\\u007f\\u0001\\n\\"\\\\/"
            }
            """);
  }
}
