package orchestrator.server.couchdb;

import java.util.List;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.EngineSettings;
import orchestrator.server.config.Limits;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.RunningEngine;
import orchestrator.server.engine.Standalone;
import orchestrator.server.metrics.ChannelGauge;

/**
 * Starts the engine whose state is in a CouchDB; the data folder holds a replica of it that can be
 * made anew.
 */
public final class CouchDbProvider implements EngineProvider {
  @Override
  public String name() {
    return "couchdb";
  }

  @Override
  public List<Setting<?>> settings() {
    return CouchDbSettings.ALL;
  }

  @Override
  public EngineSettings read(SettingSource source) {
    return CouchDbReader.read(source);
  }

  @Override
  public SizeLimits sizes(Limits limits) {
    SizeLimits sizes = limits.sizes();
    return new SizeLimits(Math.min(sizes.event(), CouchStorage.MOST_ASSET_BYTES), sizes.answer());
  }

  @Override
  public RunningEngine start(EngineContext context) {
    CouchDb couchDb = (CouchDb) context.settings().storage().engine();
    List<String> channels = List.copyOf(context.settings().channels().channels());
    CouchStorage storage =
        context
            .resources()
            .opened(CouchStorage.open(couchDb, context.settings().storage().data(), channels));
    context.readiness().require(storage.folder().inWords(), storage.folder().watch()::isKept);
    storage.follow(
        couchDb,
        () -> (CouchDb) context.settings().reload().engine(),
        context.reloads(),
        context.certificateEnds());
    ChannelGauge foldLag =
        new ChannelGauge(
            context.metrics().registry(),
            "orchestrator_fold_lag_groups",
            "Committed groups whose rows are not documents of their own yet.");
    ChannelGauge leader =
        new ChannelGauge(
            context.metrics().registry(),
            "orchestrator_leader",
            "1 if this server writes the channel, 0 if it stands by.");
    for (String channel : channels) {
      foldLag.watch(channel, () -> storage.foldLag(channel));
      leader.watch(channel, () -> storage.leads(channel) ? 1 : 0);
      if (!couchDb.readFromStandby()) {
        context.readiness().require("leadership of " + channel, () -> storage.leads(channel));
      }
    }
    return Standalone.start(context, storage.all());
  }
}
