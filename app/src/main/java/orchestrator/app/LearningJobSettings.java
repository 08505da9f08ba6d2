package orchestrator.app;

import java.util.Optional;
import orchestrator.http.account.OneAccount;
import orchestrator.learning.LearningSettings;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobSettings;

/**
 * Holds what was set of learning.
 *
 * @param enabled whether it is served
 * @param listen a port that serves nothing but its calls
 * @param account one that may call besides those of the door
 * @param warning one sentence, if there is something to warn of
 * @param anyOrigin whether pages of every origin may call
 * @param rules for whom, and how
 */
record LearningJobSettings(
    boolean enabled,
    Optional<Endpoint> listen,
    Optional<OneAccount> account,
    Optional<String> warning,
    boolean anyOrigin,
    LearningSettings rules)
    implements JobSettings {}
