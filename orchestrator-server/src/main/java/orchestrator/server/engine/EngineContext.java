package orchestrator.server.engine;

import java.util.concurrent.Executor;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.config.Settings;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;

/**
 * Holds what an engine finds in the server that starts it.
 *
 * @param settings all settings, the engine's among them
 * @param metrics where it counts
 * @param readiness what it needs to be ready
 * @param reloads follows its files
 * @param certificateEnds tells when its certificates end
 * @param writers runs what waits for a disk
 * @param senders runs event streams
 * @param resources closes what it opens
 */
public record EngineContext(
    Settings settings,
    Metrics metrics,
    Readiness readiness,
    Reloads reloads,
    CertificateEnds certificateEnds,
    Executor writers,
    OrganizationExecutors senders,
    OpenResources resources) {}
