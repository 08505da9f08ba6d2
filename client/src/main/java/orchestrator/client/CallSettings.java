package orchestrator.client;

import java.time.Duration;

/** Says how long a call may take and how it is tried again. */
record CallSettings(Duration deadline, Duration retryBudget, Backoff backoff) {
  static final CallSettings DEFAULT =
      new CallSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), Backoff.DEFAULT);

  CallSettings {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be positive");
    }
    if (retryBudget.isNegative()) {
      throw new IllegalArgumentException("retry budget must not be negative");
    }
  }
}
