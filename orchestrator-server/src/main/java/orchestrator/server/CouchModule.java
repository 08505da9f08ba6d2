package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.Collection;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.Settings;
import orchestrator.server.couchdb.CouchStorage;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.storage.Stores;
import orchestrator.server.tls.CertificateEnds;

/** The state in a CouchDB. */
final class CouchModule extends AbstractModule {
  private final Closing closing;

  CouchModule(Closing closing) {
    this.closing = closing;
  }

  @Provides
  SizeLimits sizes(Settings settings) {
    SizeLimits limits = settings.limits().sizes();
    return new SizeLimits(Math.min(limits.event(), CouchStorage.MOST_ASSET_BYTES), limits.answer());
  }

  @Provides
  @Singleton
  Stores stores(
      Settings settings,
      Metrics metrics,
      Readiness readiness,
      Reloads reloads,
      CertificateEnds ends) {
    Collection<String> channels = settings.channels().channels();
    CouchStorage storage =
        closing.opened(
            CouchStorage.open(settings.storage().couchDb(), settings.storage().data(), channels));
    readiness.require(storage.folder().inWords(), storage.folder().watch()::isKept);
    storage.follow(settings.reload(), reloads, ends);
    for (String channel : channels) {
      metrics.watchFold(channel, () -> storage.foldLag(channel), () -> storage.leads(channel));
      if (!settings.storage().couchDb().readFromStandby()) {
        readiness.require("leadership of " + channel, () -> storage.leads(channel));
      }
    }
    return storage;
  }
}
