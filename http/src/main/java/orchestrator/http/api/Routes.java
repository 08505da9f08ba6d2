package orchestrator.http.api;

import com.linecorp.armeria.common.HttpMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.client.ApiServices;

/** Finds the rpc that a path means. */
final class Routes {
  /** Those with a variable as their third segment differ in what follows it only. */
  private final Map<String, List<Binding>> byCollection;

  private Routes(Map<String, List<Binding>> byCollection) {
    this.byCollection = byCollection;
  }

  /**
   * An rpc with the values of the variables in its path.
   *
   * @param binding the rpc
   * @param variables by the names of the request's fields
   */
  record Match(Binding binding, Map<String, String> variables) {}

  /** Of all rpcs of the API that answer once. */
  static Routes ofApi() {
    return new Routes(
        bindings()
            .sorted(Comparator.comparingInt(binding -> -binding.template().literals()))
            .collect(Collectors.groupingBy(binding -> binding.template().segments().get(2))));
  }

  /** The bindings of all rpcs that answer once. */
  static Stream<Binding> bindings() {
    return ApiServices.methods()
        .filter(method -> method.getType().serverSendsOneMessage())
        .map(Binding::of);
  }

  /**
   * The rpc for a request, if there is one.
   *
   * @param rawPath as it was sent, without the query
   * @throws IllegalArgumentException that says what is wrong with the path
   */
  Optional<Match> find(HttpMethod method, String rawPath) {
    return matches(rawPath).filter(match -> match.binding().method() == method).findFirst();
  }

  /** The methods with which a path can be asked for; none when there is no such path. */
  Set<HttpMethod> methods(String rawPath) {
    Set<HttpMethod> methods =
        matches(rawPath)
            .map(match -> match.binding().method())
            .collect(Collectors.toCollection(TreeSet::new));
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }

  private Stream<Match> matches(String rawPath) {
    String[] segments = rawPath.split("/", 5);
    if (segments.length < 4) {
      return Stream.empty();
    }
    String last = segments[3];
    int colon = last.indexOf(':');
    String collection = colon < 0 ? last : last.substring(0, colon);
    return byCollection.getOrDefault(collection, List.of()).stream()
        .flatMap(
            binding ->
                binding.template().match(rawPath).stream()
                    .map(variables -> new Match(binding, variables)));
  }
}
