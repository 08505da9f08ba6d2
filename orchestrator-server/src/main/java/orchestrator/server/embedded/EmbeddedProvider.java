package orchestrator.server.embedded;

import java.util.List;
import orchestrator.server.config.EngineSettings;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.RunningEngine;
import orchestrator.server.engine.Standalone;
import orchestrator.server.storage.RocksStores;

/** Starts the engine whose state is in the server's own data folder. */
public final class EmbeddedProvider implements EngineProvider {
  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public EngineSettings read(SettingSource source) {
    return new EmbeddedSettings();
  }

  @Override
  public RunningEngine start(EngineContext context) {
    RocksStores storage =
        context
            .resources()
            .opened(
                RocksStores.open(
                    context.settings().storage().data(), context.settings().channels().channels()));
    context.readiness().require(storage.folder().inWords(), storage.folder().watch()::isKept);
    return Standalone.start(context, storage.all());
  }
}
