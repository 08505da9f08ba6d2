package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.Clock;
import orchestrator.server.engine.Engine;
import orchestrator.server.engine.Standalone;
import orchestrator.server.event.EventFeed;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.storage.Stores;

/** This server runs the calls itself, on stores that another module binds. */
final class StandaloneModule extends AbstractModule {
  private final Threads threads;
  private final Closing closing;

  StandaloneModule(Threads threads, Closing closing) {
    this.threads = threads;
    this.closing = closing;
  }

  @Provides
  @Singleton
  Standalone standalone(Stores stores, Settings settings, Metrics metrics, Readiness readiness) {
    return closing.opened(
        new Standalone(
            stores.all(),
            settings.limits(),
            Clock.system(),
            threads.writers(),
            threads.senders(),
            metrics,
            readiness));
  }

  @Provides
  Engine engine(Standalone standalone) {
    return standalone.engine();
  }

  @Provides
  EventFeed feed(Standalone standalone) {
    return standalone.feed();
  }
}
