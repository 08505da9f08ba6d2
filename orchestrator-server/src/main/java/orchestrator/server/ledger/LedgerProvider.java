package orchestrator.server.ledger;

import java.util.List;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.EngineSettings;
import orchestrator.server.config.Limits;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.RunningEngine;

/** Starts the engine whose state is on a ledger: calls become transactions of a Fabric network. */
public final class LedgerProvider implements EngineProvider {
  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public List<Setting<?>> settings() {
    return FabricSettings.ALL;
  }

  @Override
  public EngineSettings read(SettingSource source) {
    return FabricReader.read(source);
  }

  /** The chaincode decides; these are its own. */
  @Override
  public SizeLimits sizes(Limits limits) {
    return SizeLimits.USUAL;
  }

  @Override
  public boolean readsWait() {
    return true;
  }

  @Override
  public RunningEngine start(EngineContext context) {
    Ledger ledger = context.resources().opened(new Ledger(context));
    return new RunningEngine(ledger.engine(), ledger.feed());
  }
}
