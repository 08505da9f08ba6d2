package orchestrator.learning.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;

/** Reads the bodies of callers, and says what is wrong with one. */
final class Bodies {
  private static final int LONGEST_ID = 100;

  private Bodies() {}

  static LearningException refused(String text) {
    return new LearningException(Kind.REFUSED, text);
  }

  /** Only these keys, all of which must be there. */
  static ObjectNode only(ObjectNode body, String... keys) {
    for (String key : keys) {
      if (!body.has(key)) {
        throw refused("wrong key in posted data");
      }
    }
    return body.objectNode().setAll(body.deepCopy().retain(List.of(keys)));
  }

  /** An id: a text of at most 100 characters. */
  static String id(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw refused(field + " must be a text");
    }
    String id = value.textValue();
    int length = id.codePointCount(0, id.length());
    if (length == 0 || length > LONGEST_ID || id.indexOf('\0') >= 0) {
      throw refused(field + " must have 1 to 100 characters, and no NUL");
    }
    return id;
  }

  /** Ids, each once, in their order. */
  static List<String> ids(String field, JsonNode list) {
    if (!list.isArray()) {
      throw refused(field + " must be a list");
    }
    Set<String> ids = new LinkedHashSet<>();
    list.forEach(each -> ids.add(id(field, each)));
    return new ArrayList<>(ids);
  }
}
