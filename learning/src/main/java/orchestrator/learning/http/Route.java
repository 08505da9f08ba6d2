package orchestrator.learning.http;

import com.google.common.collect.ImmutableList;
import com.linecorp.armeria.common.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Lists the calls: the method, the path, and the keys that the body must have. */
enum Route {
  POST_PROBLEM(
      HttpMethod.POST, "/problem", "uuid", "workflow", "test_dataset", "size_train_dataset"),
  POST_ALGO(HttpMethod.POST, "/algo", "uuid", "problem", "name"),
  POST_DATA(HttpMethod.POST, "/data", "uuid", "problems"),
  POST_PREDICTION(HttpMethod.POST, "/prediction", "data", "problem"),
  TAKE(HttpMethod.POST, "/worker/{kind}/{uuid}", "worker"),
  LEARN_DONE(HttpMethod.POST, "/learndone/{uuid}", "status"),
  PRED_DONE(HttpMethod.POST, "/preddone/{uuid}", "status"),
  DELETE_PROBLEM(HttpMethod.DELETE, "/problem/{uuid}"),
  DELETE_ALGO(HttpMethod.DELETE, "/algo/{uuid}"),
  DELETE_DATA(HttpMethod.DELETE, "/data/{uuid}"),
  /** Any collection, so that one that there is not is told as such. */
  LIST(HttpMethod.GET, "/{collection}"),
  SHOW(HttpMethod.GET, "/{collection}/{uuid}");

  private final HttpMethod method;
  private final String path;
  private final ImmutableList<String> required;

  Route(HttpMethod method, String path, String... required) {
    this.method = method;
    this.path = path;
    this.required = ImmutableList.copyOf(required);
  }

  /**
   * Holds what a path leads to.
   *
   * @param values of the variables, in their order
   */
  record Match(Route route, List<String> values) {}

  /** The call of a method at a path; HEAD is GET. */
  static Optional<Match> find(HttpMethod method, List<String> segments) {
    HttpMethod meant = method == HttpMethod.HEAD ? HttpMethod.GET : method;
    return Arrays.stream(values())
        .filter(route -> route.method == meant)
        .flatMap(route -> route.match(segments).stream())
        .findFirst();
  }

  /** The methods that are possible at a path, for the header Allow; empty when there is nothing. */
  static String allowed(List<String> segments) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : values()) {
      if (route.match(segments).isPresent()) {
        methods.add(route.method.name());
        methods.add(HttpMethod.OPTIONS.name());
      }
    }
    if (methods.contains(HttpMethod.GET.name())) {
      methods.add(HttpMethod.HEAD.name());
    }
    return String.join(", ", methods);
  }

  private Optional<Match> match(List<String> segments) {
    List<String> template = List.of(path.substring(1).split("/", -1));
    if (template.size() != segments.size()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < template.size(); i++) {
      if (template.get(i).startsWith("{")) {
        values.add(segments.get(i));
      } else if (!template.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(this, values));
  }

  HttpMethod method() {
    return method;
  }

  String path() {
    return path;
  }

  List<String> required() {
    return required;
  }

  boolean reads() {
    return method == HttpMethod.GET;
  }

  boolean hasBody() {
    return method == HttpMethod.POST;
  }
}
