package orchestrator.cli.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Message;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.Performance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Message plan(String json) {
    return Json.parse(json, NewComputePlan.getDefaultInstance());
  }

  @Test
  void wholeNumbersStayWholeInYaml() {
    assertThat(Json.yaml(ComputeTask.newBuilder().setRank(12).build()))
        .contains("\nrank: 12\n")
        .doesNotContain("!!");
    assertThat(Json.yaml(ComputeTask.getDefaultInstance())).contains("\nrank: 0\n");
    assertThat(Json.yaml(FunctionInput.getDefaultInstance())).doesNotContain("!!");
  }

  @ParameterizedTest
  @ValueSource(floats = {0.83f, 1, 1e-9f, -1e30f, 0})
  void otherNumbersAreFloats(float value) {
    assertThat(Json.yaml(Performance.newBuilder().setPerformanceValue(value).build()))
        .containsPattern("\nperformanceValue: -?[0-9]+[.][0-9]+(E[-+]?[0-9]+)?\n")
        .doesNotContain("!!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "a"} {"name": "b"}        | something follows behind the end of the JSON
          {"name": "a"} x                    | something follows behind the end of the JSON
          {"name": "a"}]                     | something follows behind the end of the JSON
          {"name": "a", "name": "b"}         | the field "name" is given twice
          {"metadata": {"a": "", "a": "b"}}  | the field "a" is given twice
          {"name": "\\ud800"}                | a text has \\ud800, which is half a character
          {"name": "\\udc00\\ud800"}         | a text has \\udc00, which is half a character
          {"metadata": {"\\ud800x": "b"}}    | a text has \\ud800, which is half a character
          {"name": a}                        | it is not JSON: malformed JSON at line 1 column 10
          {"name": "a"                       | it is not JSON: End of input at line 1 column 13
          {"nmae": "a"}                      | Cannot find field: nmae
          """)
  void whatIsNotOneMessageIsRefused(String json, String said) {
    assertThatIllegalArgumentException().isThrownBy(() -> plan(json)).withMessageContaining(said);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("[".repeat(100_000)))
        .withMessageContaining("nested deeper than 100");
  }

  @Test
  void aPairOfSurrogatesIsOneCharacter() {
    assertThat(plan("{\"name\": \"\\ud83d\\ude00\"} \n"))
        .isEqualTo(NewComputePlan.newBuilder().setName("\ud83d\ude00").build());
  }
}
