package orchestrator.server.couchdb.fake;

import java.util.ArrayList;
import java.util.List;

/** Which requests fail, and how. */
final class FaultPlan {
  private static final long EACH = 0;

  private final List<Rule> rules = new ArrayList<>();

  private static final class Rule {
    final RequestMatcher matcher;
    final long nth;
    final Fault fault;
    long seen;

    Rule(RequestMatcher matcher, long nth, Fault fault) {
      this.matcher = matcher;
      this.nth = nth;
      this.fault = fault;
    }

    boolean strikes(Request request) {
      return matcher.matches(request.method(), request.path()) && (++seen == nth || nth == EACH);
    }
  }

  synchronized void on(RequestMatcher matcher, int nth, Fault fault) {
    if (nth < 1) {
      throw new IllegalArgumentException("the first request is number 1, not " + nth);
    }
    rules.add(new Rule(matcher, nth, fault));
  }

  synchronized void onEach(RequestMatcher matcher, Fault fault) {
    rules.add(new Rule(matcher, EACH, fault));
  }

  synchronized void clear() {
    rules.clear();
  }

  /** What becomes of a request; every rule counts it, and the oldest that strikes is the one. */
  synchronized Fault of(Request request) {
    List<Fault> striking =
        rules.stream().filter(rule -> rule.strikes(request)).map(rule -> rule.fault).toList();
    return striking.isEmpty() ? Fault.none() : striking.get(0);
  }
}
