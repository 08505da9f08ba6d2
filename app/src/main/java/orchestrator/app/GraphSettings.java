package orchestrator.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import orchestrator.executor.remote.RemoteSettings;
import orchestrator.graph.run.RunnerSettings;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobSettings;

/**
 * Holds what was set of graphs.
 *
 * @param enabled whether they are run
 * @param listen a port that serves nothing but them
 * @param organization whose graphs they are
 * @param channel on which
 * @param address under which others reach the door, if that is not where it listens
 * @param fetching how other runners are asked for what they have kept
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
    Optional<URI> address,
    RunnerSettings.Fetching fetching,
    Path folder,
    int parallel,
    Duration timeout,
    Duration nodeTimeout,
    SortedSet<String> engines,
    List<RemoteSettings> executors)
    implements JobSettings {}
