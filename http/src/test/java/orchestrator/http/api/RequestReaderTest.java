package orchestrator.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.QueryParams;
import java.nio.charset.StandardCharsets;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewModel;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.SortOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private final Routes routes = Routes.ofApi();

  private Message get(String path, String query) {
    return read(HttpMethod.GET, path, query, "");
  }

  private Message post(String path, String body) {
    return read(HttpMethod.POST, path, "", body);
  }

  private Message read(HttpMethod method, String path, String query, String body) {
    return RequestReader.read(
        routes.find(method, path).orElseThrow(),
        QueryParams.fromQueryString(query),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aVariableOfThePathIsAField() {
    assertThat(get("/api/v1/plans/a%3Ab%2Fc+d", ""))
        .isEqualTo(GetComputePlanParam.newBuilder().setKey("a:b/c+d").build());
  }

  @Test
  void aVerbFollowsAVariable() {
    assertThat(post("/api/v1/plans/k:apply", "{\"action\": \"PLAN_ACTION_CANCELED\"}"))
        .isEqualTo(
            ApplyPlanActionParam.newBuilder()
                .setKey("k")
                .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
                .build());
  }

  @Test
  void parametersAreFieldsOfFieldsWithDots() {
    assertThat(
            get(
                "/api/v1/events",
                "page_size=3&pageToken=x&filter.asset_key=A&filter.metadata.round.no=1"))
        .isEqualTo(
            QueryEventsParam.newBuilder()
                .setPageSize(3)
                .setPageToken("x")
                .setFilter(
                    EventQueryFilter.newBuilder().setAssetKey("A").putMetadata("round.no", "1"))
                .build());
  }

  @Test
  void enumsAndTimesAreRead() {
    assertThat(
            get(
                "/api/v1/events",
                "filter.assetKind=ASSET_MODEL&filter.start=1970-01-01T00:00:01Z&sort=DESCENDING"))
        .isEqualTo(
            QueryEventsParam.newBuilder()
                .setSort(SortOrder.DESCENDING)
                .setFilter(
                    EventQueryFilter.newBuilder()
                        .setAssetKind(AssetKind.ASSET_MODEL)
                        .setStart(Timestamp.newBuilder().setSeconds(1)))
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"computeTaskKey", "compute_task_key"})
  void bothSpellingsOfAFieldAreRead(String name) {
    assertThat(post("/api/v1/models", "{\"" + name + "\": \"k\"}"))
        .isEqualTo(NewModel.newBuilder().setComputeTaskKey("k").build());
  }

  @Test
  void thoseWhoCallAreNoFields() {
    assertThat(get("/api/v1/plans/k", "organization=A&channel=B&chaincode=C"))
        .isEqualTo(GetComputePlanParam.newBuilder().setKey("k").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pag=1|there is no parameter \"pag\"; QueryTasksParam has filter, page_size, page_token",
        "filter.wrker=1|there is no parameter \"filter.wrker\"; TaskQueryFilter has",
        "filter=1|the parameter \"filter\" has fields of its own",
        "page_size.x=1|the parameter \"page_size.x\" goes into page_size, which has no fields",
        "page_size=1&page_size=2|the parameter \"page_size\" is given twice",
        "page_size=1&pageSize=2|the parameter \"pageSize\" is given twice",
        "page_size=abc|page_size: Not an uint32 value"
      })
  void aParameterThatCannotBeReadIsNamed(String query, String words) {
    assertThatThrownBy(() -> get("/api/v1/tasks", query))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void anEntryOfAMapNeedsAName() {
    assertThatThrownBy(() -> get("/api/v1/events", "filter.metadata=1"))
        .hasMessageStartingWith("the parameter \"filter.metadata\" needs the name of an entry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nme\": 1}|NewComputePlan has no field \"nme\"",
        "{\"metadata\": 3}|metadata: Expect a map object but found: 3",
        "{\"key\": |the body is not JSON: Unexpected end-of-input",
        "{\"key\": \"k\"}{\"x\": 1} garbage|the body goes on after its JSON",
        "{\"key\": \"k\"} 1|the body goes on after its JSON",
        "{\"key\": \"k\"} garbage|the body is not JSON: Unrecognized token 'garbage'",
        "{key: 'k'}|the body is not JSON: Unexpected character ('k'",
        "{\"key\": \"k\",}|the body is not JSON: Unexpected character ('}'",
        "' '|the body has no JSON",
        "[]|Expect message object but got: []"
      })
  void aBodyThatCannotBeReadIsExplained(String body, String words) {
    assertThatThrownBy(() -> post("/api/v1/plans", body))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/plans|{\"name\": \"a\", \"name\": \"a\"}|name",
        "/api/v1/plans|{\"name\": null, \"name\": \"a\"}|name",
        "/api/v1/plans|{\"metadata\": {\"a\": \"1\", \"a\": \"2\"}}|a",
        "/api/v1/models|{\"compute_task_key\": \"\", \"computeTaskKey\": \"k\"}|computeTaskKey",
        "/api/v1/models|{\"computeTaskKey\": \"k\", \"compute_task_key\": \"k\"}|compute_task_key",
        "/api/v1/tasks|{\"tasks\": [{}, {\"function_key\": \"\", \"functionKey\": \"\"}]}|functionKey",
        "/api/v1/tasks|{\"tasks\": [{\"outputs\": {\"o\": {\"transient\": true, \"transient\": true}}}]}"
            + "|transient",
      })
  void aFieldThatIsGivenTwiceIsNamed(String path, String body, String name) {
    assertThatThrownBy(() -> post(path, body))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the field \"" + name + "\" is given twice");
  }

  @Test
  void entriesOfAMapAreToldApartByEachLetter() {
    assertThat(
            post(
                "/api/v1/plans", "{\"metadata\": {\"a_b\": \"1\", \"aB\": \"2\", \"A_b\": \"3\"}}"))
        .isEqualTo(
            NewComputePlan.newBuilder()
                .putMetadata("a_b", "1")
                .putMetadata("aB", "2")
                .putMetadata("A_b", "3")
                .build());
  }

  @Test
  void oneFieldInEachElementOfAListIsNotTwice() {
    assertThat(post("/api/v1/tasks", "{\"tasks\": [{\"key\": \"a\"}, {\"key\": \"b\"}]}"))
        .isEqualTo(
            RegisterTasksParam.newBuilder()
                .addTasks(NewComputeTask.newBuilder().setKey("a"))
                .addTasks(NewComputeTask.newBuilder().setKey("b"))
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"\\ud800\"}",
        "{\"name\": \"\\ud800x\"}",
        "{\"metadata\": {\"x\": \"\\ud83d\\ude00\\ud800\\ud800\"}}"
      })
  void halfACharacterIsRefused(String body) {
    assertThatThrownBy(() -> post("/api/v1/plans", body))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the body has \\ud800, which is half of a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\ud800x", "\\udc00", "\\ud800\\ud800"})
  void halfACharacterIsRefusedInTheNameOfAnEntryToo(String name) {
    assertThatThrownBy(() -> post("/api/v1/plans", "{\"metadata\": {\"" + name + "\": \"x\"}}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching(".*(half of a character|surrogate).*");
  }

  @Test
  void theSecondHalfAloneIsRefused() {
    assertThatThrownBy(() -> post("/api/v1/plans", "{\"name\": \"\\udc00\\ud800\"}"))
        .hasMessage("the body has \\udc00, which is half of a character");
  }

  @Test
  void aPairOfEscapesIsOneCharacter() {
    assertThat(post("/api/v1/plans", "{\"name\": \"\\ud83d\\ude00\"}"))
        .isEqualTo(NewComputePlan.newBuilder().setName("\ud83d\ude00").build());
  }

  @Test
  void aDeepBodyIsRefused() {
    assertThatThrownBy(() -> post("/api/v1/plans", "{\"metadata\":" + "{\"a\":".repeat(10_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the JSON is nested deeper than 100 levels");
  }

  @Test
  void whatThePathSaysCannotBeSaidOtherwiseInTheBody() {
    assertThatThrownBy(() -> post("/api/v1/plans/k:apply", "{\"key\": \"other\"}"))
        .hasMessage("key is \"k\" in the path and \"other\" beside it");
  }

  @Test
  void aBodyTakesNoParameters() {
    assertThatThrownBy(() -> read(HttpMethod.POST, "/api/v1/plans", "name=x", ""))
        .hasMessage("there is no parameter \"name\": fields go into the body");
  }

  @Test
  void aLongWordIsNotRepeatedToItsEnd() {
    assertThatThrownBy(() -> post("/api/v1/plans", "\"" + "x".repeat(100_000) + "\""))
        .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(400));
  }
}
