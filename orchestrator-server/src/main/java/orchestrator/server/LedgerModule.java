package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.Engine;
import orchestrator.server.event.EventFeed;
import orchestrator.server.http.Readiness;
import orchestrator.server.ledger.Ledger;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;

/** The state on a ledger: calls become transactions of a Fabric network. */
final class LedgerModule extends AbstractModule {
  private final Threads threads;
  private final Closing closing;

  LedgerModule(Threads threads, Closing closing) {
    this.threads = threads;
    this.closing = closing;
  }

  /** The chaincode decides; these are its own. */
  @Provides
  SizeLimits sizes() {
    return SizeLimits.USUAL;
  }

  @Provides
  @Singleton
  Ledger ledger(
      Settings settings,
      Metrics metrics,
      Readiness readiness,
      Reloads reloads,
      CertificateEnds ends) {
    return closing.opened(
        new Ledger(
            settings,
            settings.storage().fabric().orElseThrow(),
            threads.senders(),
            metrics,
            readiness,
            reloads,
            ends));
  }

  @Provides
  Engine engine(Ledger ledger) {
    return ledger.engine();
  }

  @Provides
  EventFeed feed(Ledger ledger) {
    return ledger.feed();
  }
}
