package orchestrator.app;

import io.grpc.Channel;
import java.util.Optional;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.http.LearningServices;
import orchestrator.learning.run.LearningEngine;
import orchestrator.server.StartException;
import orchestrator.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs learning in a server's process. */
final class LearningJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LearningJob.class);

  private final LearningJobSettings settings;
  private final LearningEngine engine;
  private final LearningServices services;

  private LearningJob(LearningJobSettings settings, Channel api) {
    this.settings = settings;
    settings.warning().ifPresent(LOG::warn);
    engine = LearningEngine.start(settings.rules(), api);
    services =
        new LearningServices(
            engine::as, settings.rules().channel(), settings.account(), settings.anyOrigin());
  }

  /** The job that a server's settings ask for. */
  static Optional<LearningJob> of(Settings settings, Channel api) {
    Optional<LearningJobSettings> learning = settings.job(LearningJobSettings.class);
    learning
        .filter(LearningJobSettings::enabled)
        .ifPresent(it -> refuseForeign(it.rules(), settings));
    return learning.flatMap(it -> of(it, api));
  }

  private static void refuseForeign(LearningSettings rules, Settings settings) {
    rules.organizations().stream()
        .filter(it -> !settings.channels().isOpen(rules.channel(), it))
        .findFirst()
        .ifPresent(
            it -> {
              throw new StartException(
                  "--learning-organization %s is not in --learning-channel %s"
                      .formatted(it, rules.channel()));
            });
  }

  /** The job that the settings of a door ask for. */
  static Optional<LearningJob> of(LearningJobSettings settings, Channel api) {
    return Optional.of(settings)
        .filter(LearningJobSettings::enabled)
        .map(it -> new LearningJob(it, api));
  }

  LearningJobSettings settings() {
    return settings;
  }

  LearningServices services() {
    return services;
  }

  @Override
  public void close() {
    engine.close();
  }
}
