package orchestrator.server.config;

import static orchestrator.server.config.Catalogue.CHANNEL_CONFIG;
import static orchestrator.server.config.Catalogue.DATA;
import static orchestrator.server.config.Catalogue.EVENT_SIZE;
import static orchestrator.server.config.Catalogue.GRPC_CONNECTIONS;
import static orchestrator.server.config.Catalogue.GRPC_CONNECTION_AGE;
import static orchestrator.server.config.Catalogue.GRPC_CONNECTION_AGE_GRACE;
import static orchestrator.server.config.Catalogue.GRPC_CONNECTION_IDLE;
import static orchestrator.server.config.Catalogue.GRPC_KEEPALIVE_POLICY_MIN_TIME;
import static orchestrator.server.config.Catalogue.GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM;
import static orchestrator.server.config.Catalogue.GRPC_KEEPALIVE_TIME;
import static orchestrator.server.config.Catalogue.GRPC_KEEPALIVE_TIMEOUT;
import static orchestrator.server.config.Catalogue.HTTP_LISTEN;
import static orchestrator.server.config.Catalogue.LISTEN;
import static orchestrator.server.config.Catalogue.LOG_LEVEL;
import static orchestrator.server.config.Catalogue.MAX_PAGE_BYTES;
import static orchestrator.server.config.Catalogue.MAX_PAGE_SIZE;
import static orchestrator.server.config.Catalogue.MESSAGE_SIZE;
import static orchestrator.server.config.Catalogue.METRICS_ENABLED;
import static orchestrator.server.config.Catalogue.MODE;
import static orchestrator.server.config.Catalogue.QUEUE_BYTES;
import static orchestrator.server.config.Catalogue.QUEUE_SIZE;
import static orchestrator.server.config.Catalogue.RELOAD_INTERVAL;
import static orchestrator.server.config.Catalogue.REPLAY_EVENTS_BATCH_SIZE;
import static orchestrator.server.config.Catalogue.SHUTDOWN_GRACE;
import static orchestrator.server.config.Catalogue.TX_RETRY_BUDGET;
import static orchestrator.server.config.Catalogue.UNREAD_BYTES;
import static orchestrator.server.config.Catalogue.UNREAD_CONNECTION_BYTES;
import static orchestrator.server.config.Catalogue.UNREAD_ORGANIZATION_BYTES;

/** Makes {@link Settings} of what a user gave. */
public final class SettingsReader {
  private SettingsReader() {}

  /**
   * Reads and checks everything, the channels' file included.
   *
   * @throws SettingsException that names the first setting that cannot be used
   */
  public static Settings read(Given given) {
    given.refuseUnknownVariables();
    given.refuseEmptyFlags();
    given.refuseWrongValues();
    return new Settings(
        new Endpoints(given.get(LISTEN), given.get(HTTP_LISTEN)),
        new Storage(given.get(MODE), given.get(DATA), given.get(MODE).read(given)),
        channels(given),
        TlsReader.read(given),
        reload(given),
        new Limits(
            given.get(MESSAGE_SIZE),
            given.get(EVENT_SIZE),
            given.get(MAX_PAGE_SIZE),
            given.get(MAX_PAGE_BYTES),
            given.get(QUEUE_SIZE),
            given.get(QUEUE_BYTES),
            given.get(REPLAY_EVENTS_BATCH_SIZE)),
        new Timing(
            given.get(TX_RETRY_BUDGET),
            given.get(SHUTDOWN_GRACE),
            given.get(GRPC_KEEPALIVE_POLICY_MIN_TIME),
            given.get(GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM)),
        new ConnectionLimits(
            given.get(GRPC_CONNECTIONS),
            given.get(GRPC_KEEPALIVE_TIME),
            given.get(GRPC_KEEPALIVE_TIMEOUT),
            given.get(GRPC_CONNECTION_AGE),
            given.get(GRPC_CONNECTION_AGE_GRACE),
            given.get(GRPC_CONNECTION_IDLE)),
        new UnreadLimits(
            given.get(UNREAD_CONNECTION_BYTES),
            given.get(UNREAD_ORGANIZATION_BYTES),
            given.get(UNREAD_BYTES)),
        new Observation(given.get(LOG_LEVEL), given.get(METRICS_ENABLED)));
  }

  private static Reload reload(Given given) {
    return new Reload(
        given,
        given.get(RELOAD_INTERVAL),
        given.find(CHANNEL_CONFIG).map(path -> new SettingFile(given.key(CHANNEL_CONFIG), path)));
  }

  static ChannelAccess channels(Given given) {
    return given
        .find(CHANNEL_CONFIG)
        .map(path -> ChannelConfigFile.read(SettingFile.file(given.key(CHANNEL_CONFIG), path)))
        .orElseGet(ChannelAccess::usual);
  }
}
