package orchestrator.server.couchdb.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests that were played to their end, in the order of their answers. */
public final class RequestLog {
  /** The status of a request that was cut before its answer began. */
  public static final int NO_ANSWER = 0;

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param method GET, PUT, …
   * @param path decoded
   * @param status of the answer, {@link #NO_ANSWER} for none
   */
  public record Entry(String method, String path, int status) {}

  void add(Request request, int status) {
    entries.add(new Entry(request.method(), request.path(), status));
  }

  /** A copy of all entries up to now; a request's entry is there before its answer. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many such requests there were up to now. */
  public long count(RequestMatcher matcher) {
    return entries.stream().filter(e -> matcher.matches(e.method(), e.path())).count();
  }

  /** Forgets all requests up to now. */
  public void clear() {
    entries.clear();
  }
}
