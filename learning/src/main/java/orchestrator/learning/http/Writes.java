package orchestrator.learning.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import java.util.List;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning;
import orchestrator.learning.Learning.Posted;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;

/** Does what changes something, and answers as the original does. */
final class Writes {
  private Writes() {}

  /** Holds what is answered. */
  record Done(HttpStatus status, ObjectNode body) {}

  /**
   * Does a call.
   *
   * @param values of the path
   * @param body with the keys that the call must have; empty for a call without one
   */
  static Done done(Learning learning, Route route, List<String> values, ObjectNode body) {
    return switch (route) {
      case POST_PROBLEM -> created(object().set("new_problem", learning.postProblem(body)));
      case POST_ALGO -> {
        Posted posted = learning.postAlgo(body);
        yield created(
            counted(posted).set("new_algo", posted.documents().stream().findFirst().orElseThrow()));
      }
      case POST_DATA -> {
        Posted posted = learning.postData(body);
        ObjectNode answer = counted(posted);
        answer.putArray("new_datas").addAll(posted.documents());
        yield created(answer);
      }
      case POST_PREDICTION -> {
        if (!body.path("data").isTextual()) {
          throw new LearningException(Kind.REFUSED, "data field should be an UUID");
        }
        yield created(learning.postPrediction(body));
      }
      case TAKE -> {
        Collection kind = uplet(values.get(0));
        learning.take(kind, values.get(1), body);
        yield told(kind.path() + "_worker_set", values.get(1));
      }
      case LEARN_DONE -> report(learning, Collection.LEARNUPLET, values.get(0), body);
      case PRED_DONE -> report(learning, Collection.PREDUPLET, values.get(0), body);
      case DELETE_PROBLEM -> withdraw(learning, Collection.PROBLEM, values.get(0));
      case DELETE_ALGO -> withdraw(learning, Collection.ALGO, values.get(0));
      case DELETE_DATA -> withdraw(learning, Collection.DATA, values.get(0));
      case LIST, SHOW -> throw new IllegalArgumentException(route + " changes nothing");
    };
  }

  /** Refuses a kind of task that there is not, before a body is looked at. */
  static void refuseUnknown(Route route, List<String> values) {
    if (route == Route.TAKE) {
      var unused = uplet(values.get(0));
    }
  }

  private static Collection uplet(String path) {
    return Collection.of(path)
        .filter(kind -> kind == Collection.LEARNUPLET || kind == Collection.PREDUPLET)
        .orElseThrow(() -> new LearningException(Kind.NOT_FOUND, "Page does not exist"));
  }

  private static Done report(Learning learning, Collection kind, String uuid, ObjectNode body) {
    learning.report(kind, uuid, body);
    return told("updated_" + kind.path(), uuid);
  }

  private static Done withdraw(Learning learning, Collection kind, String uuid) {
    return new Done(HttpStatus.OK, learning.withdraw(kind, uuid));
  }

  private static Done told(String key, String uuid) {
    return new Done(HttpStatus.OK, object().put(key, uuid));
  }

  private static Done created(ObjectNode body) {
    return new Done(HttpStatus.CREATED, body);
  }

  private static ObjectNode counted(Posted posted) {
    return object().put("new_learnuplets", posted.newLearnuplets());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
