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
import orchestrator.server.storage.EmbeddedStorage;

/** The state in the server's own data folder. */
final class EmbeddedModule extends AbstractModule {
  private final Threads threads;
  private final Closing closing;

  EmbeddedModule(Threads threads, Closing closing) {
    this.threads = threads;
    this.closing = closing;
  }

  @Provides
  @Singleton
  EmbeddedStorage storage(Settings settings) {
    return closing.opened(
        EmbeddedStorage.open(settings.storage().data(), settings.channels().channels()));
  }

  @Provides
  @Singleton
  Standalone standalone(
      EmbeddedStorage storage, Settings settings, Metrics metrics, Readiness readiness) {
    return closing.opened(
        new Standalone(
            storage.stores(),
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
