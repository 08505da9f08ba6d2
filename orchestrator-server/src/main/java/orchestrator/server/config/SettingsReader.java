package orchestrator.server.config;

import static orchestrator.server.config.CommonSettings.CHANNEL_CONFIG;
import static orchestrator.server.config.CommonSettings.DATA;
import static orchestrator.server.config.CommonSettings.EVENT_SIZE;
import static orchestrator.server.config.CommonSettings.GRPC_CONNECTIONS;
import static orchestrator.server.config.CommonSettings.GRPC_CONNECTION_AGE;
import static orchestrator.server.config.CommonSettings.GRPC_CONNECTION_AGE_GRACE;
import static orchestrator.server.config.CommonSettings.GRPC_CONNECTION_IDLE;
import static orchestrator.server.config.CommonSettings.GRPC_KEEPALIVE_POLICY_MIN_TIME;
import static orchestrator.server.config.CommonSettings.GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM;
import static orchestrator.server.config.CommonSettings.GRPC_KEEPALIVE_TIME;
import static orchestrator.server.config.CommonSettings.GRPC_KEEPALIVE_TIMEOUT;
import static orchestrator.server.config.CommonSettings.LISTEN;
import static orchestrator.server.config.CommonSettings.LOG_LEVEL;
import static orchestrator.server.config.CommonSettings.MAX_PAGE_BYTES;
import static orchestrator.server.config.CommonSettings.MAX_PAGE_SIZE;
import static orchestrator.server.config.CommonSettings.MESSAGE_SIZE;
import static orchestrator.server.config.CommonSettings.METRICS_ENABLED;
import static orchestrator.server.config.CommonSettings.MODE;
import static orchestrator.server.config.CommonSettings.QUEUE_BYTES;
import static orchestrator.server.config.CommonSettings.QUEUE_SIZE;
import static orchestrator.server.config.CommonSettings.RELOAD_INTERVAL;
import static orchestrator.server.config.CommonSettings.REPLAY_EVENTS_BATCH_SIZE;
import static orchestrator.server.config.CommonSettings.SHUTDOWN_GRACE;
import static orchestrator.server.config.CommonSettings.TX_RETRY_BUDGET;
import static orchestrator.server.config.CommonSettings.UNREAD_BYTES;
import static orchestrator.server.config.CommonSettings.UNREAD_CONNECTION_BYTES;
import static orchestrator.server.config.CommonSettings.UNREAD_ORGANIZATION_BYTES;

/** Makes {@link Settings} of what a user gave. */
public final class SettingsReader {
  private SettingsReader() {}

  /**
   * Reads and checks everything, the channels' file included.
   *
   * @throws SettingsException that names the first setting that cannot be used
   */
  public static Settings read(SettingSource source) {
    source.refuseUnknownVariables();
    source.refuseEmptyFlags();
    source.refuseWrongValues();
    return new Settings(
        new Endpoints(source.get(LISTEN), source.get(HttpReader.LISTEN)),
        new Storage(source.get(MODE), source.get(DATA), source.get(MODE).read(source)),
        channels(source),
        TlsReader.read(source),
        HttpReader.read(source),
        reload(source),
        new Limits(
            source.get(MESSAGE_SIZE),
            source.get(EVENT_SIZE),
            source.get(MAX_PAGE_SIZE),
            source.get(MAX_PAGE_BYTES),
            source.get(QUEUE_SIZE),
            source.get(QUEUE_BYTES),
            source.get(REPLAY_EVENTS_BATCH_SIZE)),
        new Timing(
            source.get(TX_RETRY_BUDGET),
            source.get(SHUTDOWN_GRACE),
            source.get(GRPC_KEEPALIVE_POLICY_MIN_TIME),
            source.get(GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM)),
        new ConnectionLimits(
            source.get(GRPC_CONNECTIONS),
            source.get(GRPC_KEEPALIVE_TIME),
            source.get(GRPC_KEEPALIVE_TIMEOUT),
            source.get(GRPC_CONNECTION_AGE),
            source.get(GRPC_CONNECTION_AGE_GRACE),
            source.get(GRPC_CONNECTION_IDLE)),
        new UnreadLimits(
            source.get(UNREAD_CONNECTION_BYTES),
            source.get(UNREAD_ORGANIZATION_BYTES),
            source.get(UNREAD_BYTES)),
        new Observation(source.get(LOG_LEVEL), source.get(METRICS_ENABLED)),
        JobOptions.INSTALLED.stream().map(job -> job.read(source)).toList());
  }

  private static Reload reload(SettingSource source) {
    return new Reload(
        source,
        source.get(RELOAD_INTERVAL),
        source.find(CHANNEL_CONFIG).map(path -> new SettingFile(source.key(CHANNEL_CONFIG), path)));
  }

  static ChannelAccess channels(SettingSource source) {
    return source
        .find(CHANNEL_CONFIG)
        .map(path -> ChannelConfigFile.read(SettingFile.file(source.key(CHANNEL_CONFIG), path)))
        .orElseGet(ChannelAccess::usual);
  }
}
