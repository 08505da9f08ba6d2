package orchestrator.server.config;

import java.util.List;
import java.util.Optional;

/**
 * Holds everything that a server is started with, checked. {@link SettingsReader} makes it.
 *
 * @param endpoints where it listens
 * @param storage where the state is held
 * @param channels the channels and who may use them
 * @param tls absent when the API is served in the clear
 * @param http who may call the HTTP port, and how
 * @param reload how files are read again that have changed
 * @param limits bounds on what is asked and what waits
 * @param timing how long things may take
 * @param connections how many connections there are, and how long they live
 * @param unread bounds on what waits for readers
 * @param observation logs and metrics
 * @param jobs those of what else runs in this process
 */
public record Settings(
    Endpoints endpoints,
    Storage storage,
    ChannelAccess channels,
    Optional<Tls> tls,
    HttpSettings http,
    Reload reload,
    Limits limits,
    Timing timing,
    ConnectionLimits connections,
    UnreadLimits unread,
    Observation observation,
    List<JobSettings> jobs) {
  /** Those of a job, if it is there. */
  public <T extends JobSettings> Optional<T> job(Class<T> type) {
    return jobs.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
