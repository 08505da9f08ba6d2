package orchestrator.http.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.linecorp.armeria.common.QueryParams;
import java.util.Map;

/**
 * Turns the parameters of a query into the JSON of a request: {@code filter.worker=X} is the field
 * {@code worker} of the field {@code filter}, a repeated parameter a list, and {@code
 * filter.metadata.name=X} an entry of a map. Protobuf's JSON reads numbers, truth values, enums and
 * times from texts.
 */
final class QueryJson {
  private final String parameter;
  private final String value;

  private QueryJson(String parameter, String value) {
    this.parameter = parameter;
    this.value = value;
  }

  /**
   * The JSON of a query.
   *
   * @throws ProblemException that names the parameter for which there is no field
   */
  static String of(Descriptor message, QueryParams query) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> entry : query) {
      if (!RequestReader.CALLER_PARAMETERS.contains(entry.getKey())) {
        new QueryJson(entry.getKey(), entry.getValue()).put(message, entry.getKey(), request);
      }
    }
    return request.toString();
  }

  private void put(Descriptor message, String path, ObjectNode into) {
    int dot = path.indexOf('.');
    FieldDescriptor field =
        RequestReader.field(message, dot < 0 ? path : path.substring(0, dot), parameter);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    if (field.isMapField()) {
      putEntry(field, rest, into);
    } else if (!rest.isEmpty()) {
      putInner(field, rest, into);
    } else if (isMessage(field)) {
      throw RequestReader.refused(
          "the parameter \"" + parameter + "\" has fields of its own: name one of them");
    } else if (field.isRepeated()) {
      into.withArrayProperty(field.getName()).add(value);
    } else if (into.has(field.getName())) {
      throw RequestReader.refused("the parameter \"" + parameter + "\" is given twice");
    } else {
      into.put(field.getName(), value);
    }
  }

  private void putInner(FieldDescriptor field, String rest, ObjectNode into) {
    if (!isMessage(field) || field.isRepeated()) {
      throw RequestReader.refused(
          "the parameter \""
              + parameter
              + "\" goes into "
              + field.getName()
              + ", which has no fields");
    }
    put(field.getMessageType(), rest, into.withObjectProperty(field.getName()));
  }

  private void putEntry(FieldDescriptor field, String key, ObjectNode into) {
    if (key.isEmpty()) {
      throw RequestReader.refused(
          "the parameter \"" + parameter + "\" needs the name of an entry: " + parameter + ".NAME");
    }
    into.withObjectProperty(field.getName()).put(key, value);
  }

  /** Times are written as one text. */
  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }
}
