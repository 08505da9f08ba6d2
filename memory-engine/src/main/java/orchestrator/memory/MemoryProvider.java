package orchestrator.memory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.server.config.EngineSettings;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.RunningEngine;
import orchestrator.server.engine.Standalone;
import orchestrator.server.storage.Store;

/** Starts the engine that forgets everything at the server's end. */
public final class MemoryProvider implements EngineProvider {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public EngineSettings read(SettingSource source) {
    return data -> ", state in memory alone";
  }

  @Override
  public RunningEngine start(EngineContext context) {
    Map<String, Store> stores = new TreeMap<>();
    for (String channel : context.settings().channels().channels()) {
      stores.put(channel, new MapStore());
    }
    return Standalone.start(context, stores);
  }
}
