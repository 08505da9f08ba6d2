package orchestrator.scenario.run;

import orchestrator.scenario.settings.Limits;

/**
 * Says how scenarios are run.
 *
 * @param proxy the name of the kind of proxy, for reports
 */
public record ScenarioSetup(String proxy, Timing timing, Patience patience, Limits limits) {}
