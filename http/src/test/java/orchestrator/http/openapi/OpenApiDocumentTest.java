package orchestrator.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import orchestrator.client.ApiServices;
import orchestrator.client.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {
  private static final byte[] BYTES = OpenApiDocument.bytes("1.2.3");
  private static final JsonNode DOCUMENT = read(BYTES);

  private static JsonNode read(byte[] json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<JsonNode> operations() {
    return DOCUMENT.path("paths").properties().stream()
        .flatMap(path -> path.getValue().properties().stream())
        .map(Map.Entry::getValue);
  }

  private static JsonNode property(String schema, String name) {
    return DOCUMENT.at("/components/schemas/" + schema + "/properties/" + name);
  }

  @Test
  void aPublicParserAcceptsItWithoutARemark() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIParser()
            .readContents(new String(BYTES, StandardCharsets.UTF_8), List.of(), options);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).hasSameSizeAs(DOCUMENT.path("paths"));
    assertThat(result.getOpenAPI().getInfo().getVersion()).isEqualTo("1.2.3");
  }

  @Test
  void itIsTheSameEachTime() {
    assertThat(OpenApiDocument.bytes("1.2.3")).isEqualTo(BYTES);
  }

  @Test
  void eachRpcIsAnOperationOfItsOwnWithADescription() {
    assertThat(operations().map(operation -> operation.path("operationId").asText()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            ApiServices.methods()
                .map(method -> method.getBareMethodName())
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                .toList());
    assertThat(operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.path("summary").asText()).endsWith(".");
              assertThat(operation.path("description").asText())
                  .startsWith(operation.path("summary").asText());
              assertThat(operation.at("/responses/default/$ref").asText()).endsWith("/Problem");
            });
  }

  @Test
  void eachReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT, references);

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.path("$ref").asText());
    }
    node.forEach(inner -> collect(inner, references));
  }

  @Test
  void eachVariableOfAPathIsAParameter() {
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        operation -> {
                          List<String> names = new ArrayList<>();
                          for (JsonNode parameter : operation.path("parameters")) {
                            if (parameter.path("in").asText().equals("path")) {
                              assertThat(parameter.path("required").asBoolean()).isTrue();
                              names.add("{" + parameter.path("name").asText() + "}");
                            }
                          }
                          assertThat(path.getKey().replaceAll("[^{}]*(\\{\\w+\\})[^{}]*", "$1"))
                              .isEqualTo(names.isEmpty() ? path.getKey() : String.join("", names));
                        }));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ComputePlan   | creationDate     | {"type":"string","format":"date-time","description":"Time of the registration, to the microsecond."}
          ComputePlan   | metadata         | {"type":"object","additionalProperties":{"type":"string"}}
          ComputeTask   | rank             | {"type":"integer","format":"int32","description":"Length of the longest chain of parents above the task: 0 without parents."}
          ComputeTask   | status           | {"$ref":"#/components/schemas/ComputeTaskStatus"}
          ComputeTask   | logsPermission   | {"$ref":"#/components/schemas/Permission","description":"Who may read the logs of the run: as the data manager says; without one, everyone whom a parent allows, and the owner."}
          Permission    | public           | {"type":"boolean","description":"Every organization of the channel, whatever the ids say."}
          QueryFunctionsResponse | Functions | {"type":"array","items":{"$ref":"#/components/schemas/Function"},"description":"By creation date, then key."}
          ProfilingStep | duration         | {"type":"integer","format":"int64","minimum":0,"maximum":4294967295,"description":"More than 0, in a unit that reporter and reader agree on."}
          Performance   | performanceValue | {"$ref":"#/components/schemas/FloatValue"}
          """)
  void fieldsHaveTheTypesThatProtobufsJsonGivesThem(String schema, String field, String expected) {
    assertThat(property(schema, field)).isEqualTo(read(expected.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNumberThatJsonDoesNotHaveIsAText() {
    assertThat(DOCUMENT.at("/components/schemas/FloatValue"))
        .isEqualTo(
            read(
                """
                {"oneOf":[{"type":"number","format":"float"},
                  {"type":"string","enum":["NaN","Infinity","-Infinity"]}]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aChoiceIsTold() {
    assertThat(DOCUMENT.at("/components/schemas/ComputeTaskInput/description").asText())
        .endsWith("At most one of `assetKey`, `parentTaskOutput` is set.");
  }

  @Test
  void whatIsReservedIsNotThere() {
    assertThat(DOCUMENT.at("/components/schemas/AssetKind/enum").toString())
        .doesNotContain("ASSET_METRIC");
    assertThat(DOCUMENT.toString()).doesNotContain("delete_intermediary_models");
  }

  @Test
  void whatIsInThePathIsNotInTheBody() {
    assertThat(DOCUMENT.at("/components/schemas/UpdateComputePlanParam/properties").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("name");
    JsonNode disable =
        DOCUMENT
            .path("paths")
            .path("/api/v1/tasks/{compute_task_key}/outputs/{identifier}:disable")
            .path("post");
    assertThat(disable.path("parameters")).hasSize(2);
    assertThat(disable.has("requestBody")).isFalse();
  }

  @Test
  void filtersAreParametersAndEntriesOfMapsAreToldOf() {
    JsonNode query = DOCUMENT.path("paths").path("/api/v1/events").path("get");

    assertThat(query.path("parameters").findValuesAsText("name"))
        .contains("page_token", "filter.asset_kind", "filter.start", "sort")
        .noneMatch(name -> name.startsWith("filter.metadata"));
    assertThat(query.path("description").asText())
        .endsWith("Each entry of `filter.metadata` is a parameter `filter.metadata.NAME=VALUE`.");
  }

  @Test
  void theExamplesAreRequests() {
    Map<String, Message> requests = new TreeMap<>();
    ApiServices.methods()
        .forEach(
            method ->
                requests.put(
                    method.getBareMethodName().toLowerCase(Locale.ROOT),
                    (Message)
                        ((PrototypeMarshaller<?>) method.getRequestMarshaller())
                            .getMessagePrototype()));

    assertThat(operations().filter(operation -> operation.has("requestBody")))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            operation -> {
              String name = operation.path("operationId").asText().toLowerCase(Locale.ROOT);
              String example =
                  operation
                      .path("requestBody")
                      .path("content")
                      .path("application/json")
                      .path("example")
                      .toString();
              assertThatCode(
                      () ->
                          JsonFormat.parser()
                              .merge(example, requests.get(name).newBuilderForType()))
                  .as(name)
                  .doesNotThrowAnyException();
            });
  }

  @Test
  void theExamplesOfAnswersAreAnswers() {
    Map<String, Message> answers = new TreeMap<>();
    ApiServices.methods()
        .filter(method -> method.getType().serverSendsOneMessage())
        .forEach(
            method ->
                answers.put(
                    method.getBareMethodName().toLowerCase(Locale.ROOT),
                    (Message)
                        ((PrototypeMarshaller<?>) method.getResponseMarshaller())
                            .getMessagePrototype()));

    assertThat(answers)
        .allSatisfy(
            (name, form) -> {
              JsonNode example =
                  operations()
                      .filter(
                          operation ->
                              operation
                                  .path("operationId")
                                  .asText()
                                  .toLowerCase(Locale.ROOT)
                                  .equals(name))
                      .findFirst()
                      .orElseThrow()
                      .at("/responses/200/content/application~1json/example");
              assertThat(example.isObject()).as(name).isTrue();
              assertThatCode(
                      () -> JsonFormat.parser().merge(example.toString(), form.newBuilderForType()))
                  .as(name)
                  .doesNotThrowAnyException();
            });
  }

  @Test
  void theCodesOfErrorsAreThoseOfTheClient() {
    List<String> codes = new ArrayList<>();
    property("Problem", "code").path("enum").forEach(code -> codes.add(code.asText()));

    assertThat(codes)
        .containsExactlyElementsOf(Stream.of(ErrorCode.values()).map(ErrorCode::id).toList());
  }

  @Test
  void eventsAreAStream() {
    JsonNode subscribe = DOCUMENT.path("paths").path("/api/v1/events:subscribe").path("get");

    assertThat(subscribe.at("/responses/200/content").has("text/event-stream")).isTrue();
    assertThat(subscribe.path("parameters").findValuesAsText("name"))
        .containsExactly("start_event_id", "Last-Event-ID");
  }
}
