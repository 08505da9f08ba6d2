package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Describes each rpc as an operation on the path that its .proto file names. */
final class Operations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)\\}");
  private static final Pattern SENTENCE = Pattern.compile("^.*?\\.(?=\\s|$)", Pattern.DOTALL);

  private final Comments comments;
  private final Schemas schemas;

  Operations(Comments comments, Schemas schemas) {
    this.comments = comments;
    this.schemas = schemas;
  }

  /** Adds an rpc to the paths. */
  void add(MethodDescriptor rpc, ObjectNode paths) {
    if (rpc.isServerStreaming()) {
      item(paths, EventStream.PATH).set("get", EventStream.operation(start(rpc)));
      return;
    }
    HttpRule rule = rpc.getOptions().getExtension(AnnotationsProto.http);
    switch (rule.getPatternCase()) {
      case GET -> item(paths, rule.getGet()).set("get", read(rpc, rule.getGet()));
      case POST -> item(paths, rule.getPost()).set("post", write(rpc, rule.getPost()));
      case PATCH -> item(paths, rule.getPatch()).set("patch", write(rpc, rule.getPatch()));
      default -> throw new IllegalStateException(rpc.getFullName() + " has no path");
    }
  }

  private static ObjectNode item(ObjectNode paths, String path) {
    return paths.withObjectProperty(path);
  }

  private ObjectNode read(MethodDescriptor rpc, String path) {
    ObjectNode operation = start(rpc);
    Set<String> inPath = variables(path);
    ArrayNode parameters = inPath(rpc, inPath);
    List<String> maps = new ArrayList<>();
    query(rpc.getInputType(), "", inPath, parameters, maps);
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    for (String map : maps) {
      operation.put(
          "description",
          operation.path("description").asText()
              + "\n\nEach entry of `%s` is a parameter `%s.NAME=VALUE`.".formatted(map, map));
    }
    return answered(rpc, operation);
  }

  private ObjectNode write(MethodDescriptor rpc, String path) {
    ObjectNode operation = start(rpc);
    Set<String> inPath = variables(path);
    ArrayNode parameters = inPath(rpc, inPath);
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    Descriptor request = rpc.getInputType();
    boolean hasFields =
        request.getFields().stream().anyMatch(field -> !inPath.contains(field.getName()));
    if (hasFields) {
      ObjectNode content = operation.putObject("requestBody").put("required", true);
      ObjectNode json = content.putObject("content").putObject("application/json");
      json.set("schema", schemas.of(request, inPath));
      json.set("example", Examples.of(request, inPath));
    }
    return answered(rpc, operation);
  }

  private ObjectNode start(MethodDescriptor rpc) {
    String comment = comments.of(rpc);
    ObjectNode operation = JSON.objectNode();
    operation.put("operationId", lowerFirst(rpc.getName()));
    operation.putArray("tags").add(tag(rpc.getService().getName()));
    SENTENCE
        .matcher(comment)
        .results()
        .findFirst()
        .ifPresent(first -> operation.put("summary", first.group()));
    return Schemas.describe(operation, comment);
  }

  /** What a service is called where operations are grouped. */
  static String tag(String service) {
    return service.replaceFirst("Service$", "");
  }

  private static String lowerFirst(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Set<String> variables(String path) {
    return VARIABLE
        .matcher(path)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ArrayNode inPath(MethodDescriptor rpc, Set<String> names) {
    ArrayNode parameters = JSON.arrayNode();
    for (String name : names) {
      FieldDescriptor field = rpc.getInputType().findFieldByName(name);
      ObjectNode parameter = parameter(field, name, "path").put("required", true);
      parameter.set("example", Examples.value(field));
      parameters.add(parameter);
    }
    return parameters;
  }

  private void query(
      Descriptor message,
      String prefix,
      Set<String> elsewhere,
      ArrayNode parameters,
      List<String> maps) {
    for (FieldDescriptor field : message.getFields()) {
      String name = prefix + field.getName();
      if (elsewhere.contains(name)) {
        continue;
      }
      if (field.isMapField()) {
        maps.add(name);
      } else if (isGroup(field)) {
        query(field.getMessageType(), name + ".", elsewhere, parameters, maps);
      } else {
        parameters.add(parameter(field, name, "query"));
      }
    }
  }

  private static boolean isGroup(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }

  private ObjectNode parameter(FieldDescriptor field, String name, String in) {
    ObjectNode parameter = JSON.objectNode().put("name", name).put("in", in);
    Schemas.describe(parameter, comments.of(field));
    ObjectNode schema = schemas.value(field);
    if (field.isRepeated()) {
      ObjectNode list = JSON.objectNode().put("type", "array");
      list.set("items", schema);
      schema = list;
    }
    parameter.set("schema", schema);
    return parameter;
  }

  private ObjectNode answered(MethodDescriptor rpc, ObjectNode operation) {
    Descriptor answer = rpc.getOutputType();
    ObjectNode responses = operation.putObject("responses");
    ObjectNode done = responses.putObject("200").put("description", "The answer.");
    ObjectNode headers = done.putObject("headers");
    headers.set(Problems.REQUEST_ID, Problems.header(Problems.REQUEST_ID));
    if (answer.findFieldByName("next_page_token") != null) {
      headers.set("Link", Problems.header("Link"));
    }
    ObjectNode json = done.putObject("content").putObject("application/json");
    json.set("schema", schemas.of(answer));
    json.set("example", Examples.of(answer, Set.of()));
    Problems.addTo(responses);
    return operation;
  }
}
