package orchestrator.server.couchdb.fake;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which requests are meant.
 *
 * @param method GET, PUT, …; none for all of them
 * @param path what the whole decoded path matches, {@code /db/id}
 */
public record RequestMatcher(Optional<String> method, Pattern path) {
  /** Requests of a method whose whole decoded path matches a regular expression. */
  public static RequestMatcher of(String method, String path) {
    return new RequestMatcher(Optional.of(method), Pattern.compile(path));
  }

  /** Requests of all methods whose whole decoded path matches a regular expression. */
  public static RequestMatcher ofPath(String path) {
    return new RequestMatcher(Optional.empty(), Pattern.compile(path));
  }

  /** All requests. */
  public static RequestMatcher any() {
    return ofPath(".*");
  }

  boolean matches(String otherMethod, String otherPath) {
    return method.stream().allMatch(otherMethod::equals) && path.matcher(otherPath).matches();
  }
}
