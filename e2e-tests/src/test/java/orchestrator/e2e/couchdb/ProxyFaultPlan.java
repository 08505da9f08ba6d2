package orchestrator.e2e.couchdb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Knows which requests fail, and how. */
final class ProxyFaultPlan {
  private static final long EACH = 0;

  private final List<Rule> rules = new ArrayList<>();

  private static final class Rule {
    final Predicate<ProxiedRequest> matcher;
    final long nth;
    final ProxyFault fault;
    long seen;

    Rule(Predicate<ProxiedRequest> matcher, long nth, ProxyFault fault) {
      this.matcher = matcher;
      this.nth = nth;
      this.fault = fault;
    }

    boolean strikes(ProxiedRequest request) {
      return matcher.test(request) && (++seen == nth || nth == EACH);
    }
  }

  synchronized void on(Predicate<ProxiedRequest> matcher, int nth, ProxyFault fault) {
    if (nth < 1) {
      throw new IllegalArgumentException("the first request is number 1, not " + nth);
    }
    rules.add(new Rule(matcher, nth, fault));
  }

  synchronized void onEach(Predicate<ProxiedRequest> matcher, ProxyFault fault) {
    rules.add(new Rule(matcher, EACH, fault));
  }

  synchronized void clear() {
    rules.clear();
  }

  /** What becomes of a request; every rule counts it, and the oldest that strikes is the one. */
  synchronized ProxyFault of(ProxiedRequest request) {
    List<ProxyFault> striking =
        rules.stream().filter(rule -> rule.strikes(request)).map(rule -> rule.fault).toList();
    return striking.isEmpty() ? ProxyFault.none() : striking.get(0);
  }
}
