package orchestrator.scenario.proxy.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Says what a node's transactions are, and where they go.
 *
 * @param plan the plan that each transaction is; empty when it is a function
 * @param eventWait how long after the answer the event may come; zero for not waiting for any
 * @param callTimeout how long a call may take
 */
record ApiSettings(
    Address address, Optional<PlanShape> plan, Duration eventWait, Duration callTimeout) {

  boolean followsEvents() {
    return !eventWait.isZero();
  }
}
