package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.Settings;
import orchestrator.server.http.Readiness;
import orchestrator.server.storage.EmbeddedStorage;
import orchestrator.server.storage.Stores;

/** The state in the server's own data folder. */
final class EmbeddedModule extends AbstractModule {
  private final Closing closing;

  EmbeddedModule(Closing closing) {
    this.closing = closing;
  }

  @Provides
  SizeLimits sizes(Settings settings) {
    return settings.limits().sizes();
  }

  @Provides
  @Singleton
  Stores stores(Settings settings, Readiness readiness) {
    EmbeddedStorage storage =
        closing.opened(
            EmbeddedStorage.open(settings.storage().data(), settings.channels().channels()));
    readiness.require(storage.folder().inWords(), storage.folder().watch()::isKept);
    return storage;
  }
}
