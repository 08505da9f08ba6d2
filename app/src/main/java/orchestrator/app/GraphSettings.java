package orchestrator.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import orchestrator.executor.remote.RemoteSettings;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobSettings;

/**
 * Holds what was set of graphs.
 *
 * @param enabled whether they are run
 * @param listen a port that serves nothing but them
 * @param organization whose graphs they are
 * @param channel on which
 * @param folder where their artefacts are kept
 * @param parallel how many nodes run at the same time
 * @param timeout of graphs that name none
 * @param nodeTimeout of nodes that name none
 * @param engines that run in this process
 * @param executors in the order of preference; none for this process
 */
record GraphSettings(
    boolean enabled,
    Optional<Endpoint> listen,
    String organization,
    String channel,
    Path folder,
    int parallel,
    Duration timeout,
    Duration nodeTimeout,
    SortedSet<String> engines,
    List<RemoteSettings> executors)
    implements JobSettings {}
