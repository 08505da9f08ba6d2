package orchestrator.scenario.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class XesScenarioTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String converted(String log) throws Exception {
    return XesScenario.convert(stream(log)).toString().replace('"', '\'');
  }

  private static String event(String resource, String date, String size) {
    return """
        <event>
          <string key="org:resource" value="%s"/>
          <date key="time:timestamp" value="%s"/>
          <string key="concept:name" value="send"/>
          <string key="lifecycle:transition" value="complete"/>
          <string key="message.payload" value="%s"/>
        </event>
        """
        .formatted(resource, date, size);
  }

  private static String at(String minutes) {
    return "2017-02-15T12:" + minutes + "+01:00";
  }

  private static String log(String... events) {
    return "<?xml version='1.0' encoding='UTF-8'?><log xmlns='http://www.xes-standard.org/'>"
        + "<string key='concept:name' value='log'/><trace>"
        + "<string key='concept:name' value='0'/>"
        + Stream.of(events).collect(Collectors.joining())
        + "</trace></log>";
  }

  @Test
  void theExampleOfThePageBecomesItsSteps() throws Exception {
    String log =
        log(
            event("mangoFarmer_#0", at("51:33.436"), "30"),
            event("airlineStaff_#0", at("52:23.436"), "10"),
            event("mangoFarmer_#0", at("52:13.436"), "30"),
            event("mangoFarmer_#0", at("52:53.436"), "30"));
    assertThat(converted(log))
        .isEqualTo(
            "{'repetitions':1,'nodes':["
                + "{'name':'mangoFarmer_#0','transactions':["
                + "{'delta':0,'size':30,'quantity':1,'date':'2017-02-15T12:51:33.436+01:00'},"
                + "{'delta':40,'size':30,'quantity':1,'date':'2017-02-15T12:52:13.436+01:00'},"
                + "{'delta':40,'size':30,'quantity':1,'date':'2017-02-15T12:52:53.436+01:00'}]},"
                + "{'name':'airlineStaff_#0','transactions':["
                + "{'delta':50,'size':10,'quantity':1,'date':'2017-02-15T12:52:23.436+01:00'}]}]}");
  }

  @Test
  void neighboursOfOneTimeAndSizeAreOneStep() throws Exception {
    String log =
        log(
            event("a", at("00:01.500"), "5"),
            event("a", at("00:01"), "5"),
            event("b", at("00:01"), "5"),
            event("a", at("00:01.500"), "5"),
            event("a", at("00:01.500"), "6"),
            event("a", at("00:01.500"), "5"));
    assertThat(converted(log).replaceAll(",'date':'[^']*'", ""))
        .isEqualTo(
            "{'repetitions':1,'nodes':["
                + "{'name':'a','transactions':["
                + "{'delta':0,'size':5,'quantity':1},"
                + "{'delta':0.5,'size':5,'quantity':2},"
                + "{'delta':0,'size':6,'quantity':1},"
                + "{'delta':0,'size':5,'quantity':1}]},"
                + "{'name':'b','transactions':[{'delta':0,'size':5,'quantity':1}]}]}");
  }

  @Test
  void otherEventsAreNotUsed() throws Exception {
    String one = event("a", at("00:01"), "5");
    String five = one.replace("</event>", "<string key='more' value='x'/></event>");
    String three = one.replaceFirst("<string key=\"concept:name\".*", "");
    String nobody = one.replace("org:resource", "org:role");
    String nothing = one.replace(".payload", "payload");
    String nested =
        one.replace("value=\"send\"/>", "value=\"send\"><string key='inner' value='x'/></string>");
    String log = log(five, three, nobody, nothing, "<event/>", nested.replace("00:01", "00:02"));
    assertThat(converted(log))
        .isEqualTo(
            "{'repetitions':1,'nodes':[{'name':'a','transactions':["
                + "{'delta':0,'size':5,'quantity':1,'date':'2017-02-15T12:00:02+01:00'}]}]}");
  }

  @Test
  void theFirstDateCountsAndOffsetsAreMinded() throws Exception {
    String twice =
        event("a", "2017-02-15T12:00:00+02:00", "5")
            .replace("</event>", "<date key='due' value='2000-01-01T00:00:00Z'/></event>");
    String log =
        log(
            twice,
            event("a", "2017-02-15T10:00:01Z", "5"),
            event("a", "2017-02-15T11:00:02.25+0100", "5"),
            event("a", "2017-02-15T10:00:03", "5"));
    assertThat(converted(log).replaceAll(",'size':5,'quantity':1,'date':'[^']*'", ""))
        .contains("[{'delta':0},{'delta':1},{'delta':1.25},{'delta':0.75}]");
  }

  @Test
  void whatIsNoLogIsRefusedInASentence() {
    Map.of(
            "{}",
            "the log is not XES: it is no sound XML at line 1",
            "",
            "the log is not XES: it is no sound XML at line 1",
            "<html/>",
            "the log is not XES: its outermost element is not log",
            "<log><trace>",
            "the log is not XES: it is no sound XML at line 1",
            log(),
            "the log has no event of four texts, among them org:resource and one with .payload"
                + " in its key",
            log(event("a", at("00:01"), "x")),
            "event 1 of the log has a payload that is not an integer from 0 to 999999999",
            log("<event/>", event("a", "yesterday", "5")),
            "event 2 of the log has a date that is not like 2018-03-01T09:51:33.436+01:00",
            log(event("a", at("00:01"), "5").replaceFirst("<date.*", "")),
            "event 1 of the log has no date")
        .forEach(
            (log, message) ->
                assertThatThrownBy(() -> converted(log))
                    .as(log)
                    .isInstanceOf(ConversionException.class)
                    .hasMessage(message));
  }

  @Test
  void noFileIsReadAndNoEntityGrows() {
    String external = "<!DOCTYPE log [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><log>&x;</log>";
    String laughs =
        "<!DOCTYPE log [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><log><string key='&b;'/></log>";
    for (String log : new String[] {external, laughs, "<log>&x;</log>"}) {
      assertThatThrownBy(() -> converted(log))
          .as(log)
          .isInstanceOf(ConversionException.class)
          .hasMessageMatching("the log (must not have a DOCTYPE|is not XES: it is no sound XML).*");
    }
  }

  @Test
  void aFloodIsBrokenOff() {
    String event = event("a", at("00:01"), "5");
    String flood = log(event.repeat(1_000));
    assertThatThrownBy(() -> XesLog.read(stream(flood), 1 << 20, 999))
        .isInstanceOf(ConversionException.class)
        .hasMessage("the log has more than 999 events");
    assertThatThrownBy(() -> XesLog.read(stream(log(event)), 100, 10))
        .isInstanceOf(ConversionException.class)
        .hasMessage("the log cannot be read: it has more than 100 bytes");
    assertThatThrownBy(() -> converted("<log>".repeat(101)))
        .isInstanceOf(ConversionException.class)
        .hasMessage("the log has elements more than 100 deep");
    assertThatThrownBy(() -> converted(log(event("a".repeat(1001), at("00:01"), "5"))))
        .isInstanceOf(ConversionException.class)
        .hasMessage("event 1 of the log has a text of more than 1000 characters");
  }
}
