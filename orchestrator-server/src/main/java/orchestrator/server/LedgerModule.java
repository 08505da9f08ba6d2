package orchestrator.server;

import com.google.inject.AbstractModule;

/** The state on a ledger: calls become transactions of a Fabric network. */
final class LedgerModule extends AbstractModule {}
