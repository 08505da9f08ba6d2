package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.Engine;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.OpenResources;
import orchestrator.server.engine.RunningEngine;
import orchestrator.server.event.EventFeed;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;

/** Binds the engine that was chosen. */
final class EngineModule extends AbstractModule {
  private final EngineProvider provider;
  private final Threads threads;
  private final OpenResources resources;

  EngineModule(EngineProvider provider, Threads threads, OpenResources resources) {
    this.provider = provider;
    this.threads = threads;
    this.resources = resources;
  }

  @Provides
  SizeLimits sizes(Settings settings) {
    return provider.sizes(settings.limits());
  }

  @Provides
  @Singleton
  RunningEngine start(
      Settings settings,
      Metrics metrics,
      Readiness readiness,
      Reloads reloads,
      CertificateEnds ends) {
    return provider.start(
        new EngineContext(
            settings,
            metrics,
            readiness,
            reloads,
            ends,
            threads.writers(),
            threads.senders(),
            resources));
  }

  @Provides
  Engine engine(RunningEngine running) {
    return running.engine();
  }

  @Provides
  EventFeed feed(RunningEngine running) {
    return running.feed();
  }
}
