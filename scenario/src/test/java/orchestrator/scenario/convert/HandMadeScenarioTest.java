package orchestrator.scenario.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandMadeScenarioTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static String converted(String text) throws Exception {
    return HandMadeScenario.convert(json(text)).toString().replace('"', '\'');
  }

  @Test
  void eachNodeSendsOnePayloadAPeriod() throws Exception {
    assertThat(
            converted(
                """
                {'name': 'mine', 'description': 'slow', 'payloadSize': 20, 'period': 5.5,
                 'numberOfNodes': 2}
                """))
        .isEqualTo(
            "{'repetitions':1000000,'nodes':["
                + "{'name':'0','transactions':[{'delta':5.5,'size':20,'quantity':1}]},"
                + "{'name':'1','transactions':[{'delta':5.5,'size':20,'quantity':1}]}],"
                + "'name':'mine'}");
  }

  @Test
  void sizeAndPeriodNeedNotBeGiven() throws Exception {
    assertThat(converted("{'numberOfNodes': 1}"))
        .isEqualTo(
            "{'repetitions':1000000,'nodes':["
                + "{'name':'0','transactions':[{'delta':10,'size':10,'quantity':1}]}]}");
  }

  @Test
  void numbersAreWrittenPlainly() throws Exception {
    assertThat(converted("{'numberOfNodes': 1.0, 'period': 3e1, 'payloadSize': 1e2}"))
        .contains("'delta':30,'size':100,");
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    Map.of(
            "{'numberOfNodes': 1, 'payloadsize': 10}",
            "a scenario made by hand has no key payloadsize; it has name, description, payloadSize,"
                + " period, numberOfNodes",
            "{'period': 10}",
            "numberOfNodes is missing",
            "{'numberOfNodes': 1, 'period': 4.9}",
            "period must be a number from 5 to 30 in steps of 0.1",
            "{'numberOfNodes': 1, 'period': 5.05}",
            "period must be a number from 5 to 30 in steps of 0.1",
            "{'numberOfNodes': 1, 'period': '5'}",
            "period must be a number from 5 to 30 in steps of 0.1",
            "{'numberOfNodes': 1, 'payloadSize': 15}",
            "payloadSize must be a number from 10 to 1000 in steps of 10",
            "{'numberOfNodes': 10001}",
            "numberOfNodes must be a number from 1 to 10000 in steps of 1",
            "{'numberOfNodes': 1e999999999}",
            "numberOfNodes must be a number from 1 to 10000 in steps of 1",
            "{'numberOfNodes': 1, 'name': 1}",
            "name must be text",
            "[1]",
            "a scenario made by hand must be a JSON object")
        .forEach(
            (text, message) ->
                assertThatThrownBy(() -> converted(text))
                    .as(text)
                    .isInstanceOf(ConversionException.class)
                    .hasMessage(message));
  }

  @Test
  void itIsToldFromSettings() throws Exception {
    assertThat(HandMadeScenario.matches(json("{'numberOfNodes': 1}"))).isTrue();
    assertThat(HandMadeScenario.matches(json("{'nodes': [], 'repetitions': 0}"))).isFalse();
  }

  @Test
  void aStoredScenarioIsUnwrapped() throws Exception {
    JsonNode settings = json("{'nodes': [], 'repetitions': 0}");
    JsonNode stored = json("{'_id': 'x', 'logName': 'y', 'logContent': " + settings + "}");
    assertThat(SettingsJson.unwrap(stored)).isEqualTo(settings);
    assertThat(SettingsJson.unwrap(settings)).isEqualTo(settings);
    assertThat(SettingsJson.unwrap(json("[1]"))).isEqualTo(json("[1]"));
  }
}
