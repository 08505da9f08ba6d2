package orchestrator.scenario.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String GOOD =
      "{'repetitions':2,'nodes':[{'name':'n0','transactions':[{'delta':2,'size':10,'quantity':1}]}]}";

  private static ScenarioSettings read(String json) throws SettingsFaultException {
    return SettingsReader.read(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
  }

  private static List<String> faults(String json) {
    SettingsFaultException refused =
        catchThrowableOfType(SettingsFaultException.class, () -> read(json));
    assertThat(refused).as(json).isNotNull();
    return refused.faults().stream().map(Fault::toString).toList();
  }

  @Test
  void theExampleOfTheOriginalIsRead() throws SettingsFaultException {
    ScenarioSettings settings = read(GOOD);
    assertThat(settings.rounds()).isEqualTo(2);
    assertThat(settings.entries())
        .containsExactly(new Entry("n0", List.of(new Step(2_000_000_000, 10, 1, 0, 0))));
  }

  @Test
  void otherKeysAreIgnored() throws SettingsFaultException {
    assertThat(read(GOOD.replace("'delta'", "'date':'2018-01-01','x':[{}],'delta'")))
        .isEqualTo(read(GOOD));
  }

  @Test
  void jsonOverALimitOfTheReaderIsToldSo() {
    assertThat(faults("{'repetitions':" + "1".repeat(1_001) + "}"))
        .singleElement()
        .asString()
        .contains("the message is over a limit of what is read: Number value length (1001)");
  }

  @ParameterizedTest
  @CsvSource({"2,2", "1.5,2", "0,0", "-3,0", "0.0001,1", "1000000,1000000"})
  void repetitionsAreRoundedUp(String given, long rounds) throws SettingsFaultException {
    assertThat(read(GOOD.replace("'repetitions':2", "'repetitions':" + given)).rounds())
        .isEqualTo(rounds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'repetitions':2 | 'repetitions':'2' | repetitions: must be a number",
        "'repetitions':2 | 'x':2 | repetitions: is missing",
        "'repetitions':2 | 'repetitions':true | repetitions: must be a number",
        "'repetitions':2 | 'repetitions':1e300 | repetitions: must be at most 1000000000000000",
        "'repetitions':2 | 'repetitions':-1e999 | repetitions: must be a number",
        "'name':'n0', | | nodes[0].name: is missing",
        "'name':'n0' | 'name':0 | nodes[0].name: must be text",
        "'transactions' | 'steps' | nodes[0].transactions: is missing",
        "'delta':2 | 'delta':-1 | nodes[0].transactions[0].delta: must be at least 0",
        "'delta':2 | 'delta':'2' | nodes[0].transactions[0].delta: must be a number",
        "'delta':2 | 'delta':1e12 | nodes[0].transactions[0].delta: must be at most 31536000",
        "'delta':2, | | nodes[0].transactions[0].delta: is missing",
        "'size':10 | 'size':-10 | nodes[0].transactions[0].size: must be at least 0",
        "'size':10 | 'size':1.5 | nodes[0].transactions[0].size: must be an integer",
        "'size':10 | 'size':'10' | nodes[0].transactions[0].size: must be an integer",
        "'size':10 | 'size':2000000 | nodes[0].transactions[0].size: is 2000000 bytes, over 1048576",
        "'quantity':1 | 'quantity':1.5 | nodes[0].transactions[0].quantity: must be an integer",
        "'quantity':1 | 'quantity':'1' | nodes[0].transactions[0].quantity: must be an integer",
        "'quantity':1 | 'quantity':1,'rate':0 | nodes[0].transactions[0].rate: must be a number of transactions a second, at least 0.001",
        "'quantity':1 | 'quantity':1,'rate':1e9 | nodes[0].transactions[0].rate: is 1.0E9, over 100000",
        "'quantity':1 | 'quantity':1,'rateEnd':5 | nodes[0].transactions[0].rateEnd: needs a rate at which the step begins",
        "'repetitions':2 | 'repetitions':2,'seed':'x' | seed: must be an integer of at most 64 bits",
        "'repetitions':2 | 'repetitions':2,'startAt':'soon' | startAt: must be a time such as 2026-11-30T09:00:00Z",
      })
  void aFaultIsToldWithItsPlace(String part, String wrong, String fault) {
    assertThat(faults(GOOD.replace(part, wrong == null ? "" : wrong))).contains(fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults("{'nodes':[{'transactions':[{'delta':-1,'size':1.5}]},7,{'name':'x'}]}"))
        .containsExactly(
            "repetitions: is missing",
            "nodes[0].name: is missing",
            "nodes[0].transactions[0].delta: must be at least 0",
            "nodes[0].transactions[0].size: must be an integer",
            "nodes[0].transactions[0].quantity: is missing",
            "nodes[1]: must be an object",
            "nodes[2].transactions: is missing");
  }

  @Test
  void whatIsNoJsonOrNoObjectIsRefused() {
    assertThat(faults("{")).containsExactly("the message is not JSON at line 1, column 2");
    assertThat(faults("")).containsExactly("the settings must be a JSON object");
    assertThat(faults(GOOD + GOOD)).hasSize(1);
    assertThat(faults("[1]")).containsExactly("the settings must be a JSON object");
    assertThat(faults("{'repetitions':NaN,'nodes':[]}")).hasSize(1);
  }

  @Test
  void aFloodOfFaultsIsCut() {
    assertThat(faults("{'repetitions':1,'nodes':[" + "0,".repeat(5_000) + "0]}")).hasSize(100);
  }

  @Test
  void ratesThatAddUpToTooMuchAreRefused() {
    String entry = "{'name':'n','transactions':[{'delta':0,'size':1,'quantity':9,'rate':60000}]}";
    assertThat(faults("{'repetitions':1,'nodes':[" + entry + "," + entry + "]}"))
        .containsExactly("nodes: the rates add up to 120000, over 100000");
  }

  @Test
  void tooManyEntriesAndStepsAreRefused() throws SettingsFaultException {
    assertThat(faults("{'repetitions':1,'nodes':[" + "{},".repeat(10_000) + "{}]}"))
        .containsExactly("nodes: has 10001 entries, over 10000");
    String step = "{'delta':0,'size':0,'quantity':1}";
    String list = "{'name':'n','transactions':[" + (step + ",").repeat(50_000) + step + "]}";
    assertThat(faults("{'repetitions':1,'nodes':[" + list + "," + list + "]}"))
        .containsExactly("nodes: has more than 100000 steps in all");
  }

  @Test
  void anEmptyListStops() throws SettingsFaultException {
    assertThat(read("{'nodes': [], 'repetitions': 0}").isStop()).isTrue();
  }

  @Test
  void transactionsAreRefusedWhereTheyBecomeTooManyToCount() {
    String step = "{'delta':0,'size':0,'quantity':9223372036854775807}";
    assertThat(
            faults(
                "{'repetitions':1,'nodes':[{'name':'n','transactions':["
                    + "{'delta':0,'size':0,'quantity':5},"
                    + step
                    + ","
                    + step
                    + "]}]}"))
        .containsExactly(
            "nodes[0].transactions[1].quantity:"
                + " makes more than 9007199254740992 transactions in all repetitions");
  }

  @Test
  void entriesAndRepetitionsCountTowardsTheTransactionsToo() throws SettingsFaultException {
    String entry = "{'name':'n','transactions':[{'delta':0,'size':0,'quantity':4503599627370}]}";
    String most = "{'repetitions':1000,'nodes':[" + entry + "," + entry + "]}";
    assertThat(read(most).quantity()).isEqualTo(9_007_199_254_740_000L);
    assertThat(faults(most.replace("]}]}", "]}," + entry + "]}")))
        .containsExactly(
            "nodes[2].transactions[0].quantity:"
                + " makes more than 9007199254740992 transactions in all repetitions");
  }

  @Test
  void repetitionsForEverAreTaken() throws SettingsFaultException {
    assertThat(read(GOOD.replace("'repetitions':2", "'repetitions':1e15")).quantity())
        .isEqualTo(1_000_000_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "9999-01-01T00:00:00Z"})
  void aStartThatIsFarAheadIsRefused(String start) {
    assertThat(faults(GOOD.replace("'repetitions':2", "'repetitions':2,'startAt':'" + start + "'")))
        .containsExactly("startAt: must be at most 366 days ahead");
  }

  @Test
  void aStartWithinTheYearOrInThePastIsTaken() throws SettingsFaultException {
    Instant ahead = Instant.now().plus(Duration.ofDays(365));
    for (Instant start : List.of(ahead, Instant.EPOCH, Instant.MIN)) {
      String given = "'repetitions':2,'startAt':'" + start + "'";
      assertThat(read(GOOD.replace("'repetitions':2", given)).startAt()).contains(start);
    }
  }
}
