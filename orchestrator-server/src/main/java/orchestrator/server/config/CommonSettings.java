package orchestrator.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.transaction.SizeLimits;

/** Declares every setting that there is, with its default and its meaning. */
final class CommonSettings {
  static final Setting<Endpoint> LISTEN =
      Setting.of(
          "listen",
          "HOST:PORT",
          "127.0.0.1:9000",
          "where the gRPC API is served; port 0 takes a free one",
          Endpoint::parse);
  static final Setting<Path> DATA =
      Setting.of(
          "data",
          "FOLDER",
          "orchestrator-data",
          "folder of the stored state; made when missing, relative to the working folder",
          SettingValues::path);
  static final Setting<EngineOptions> MODE =
      Setting.of(
          "mode",
          "MODE",
          "embedded",
          "who holds the state: " + EngineOptions.names(),
          EngineOptions::named);
  static final Setting<Path> CHANNEL_CONFIG =
      Setting.optional(
          "channel-config",
          "FILE",
          "YAML file of the channels and the organizations to which each is open; without it there"
              + " is mychannel with MyOrg1MSP, MyOrg2MSP and MyOrg3MSP",
          SettingValues::path);

  static final Setting<Boolean> TLS_ENABLED =
      Setting.toggle("tls-enabled", false, "serve the API over TLS");
  static final Setting<Path> TLS_CERT_PATH =
      Setting.optional(
          "tls-cert-path",
          "FILE",
          "PEM file of the server's certificate and those that lead to its CA",
          SettingValues::path);
  static final Setting<Path> TLS_KEY_PATH =
      Setting.optional(
          "tls-key-path",
          "FILE",
          "PEM file of the private key of that certificate, not encrypted",
          SettingValues::path);
  static final Setting<Boolean> MTLS_ENABLED =
      Setting.toggle("mtls-enabled", false, "let in only clients with a certificate of a known CA");
  static final Setting<Path> TLS_SERVER_CA_CERT =
      Setting.optional(
          "tls-server-ca-cert",
          "FILE",
          "PEM file of the CA of the server, whose clients are let in too",
          SettingValues::path);
  static final Setting<Path> TLS_CLIENT_CA_CERT_DIR =
      Setting.optional(
          "tls-client-ca-cert-dir",
          "FOLDER",
          "folder that holds, for each organization, a folder of its name with its CAs'"
              + " certificates (.crt, .pem)",
          SettingValues::path);
  static final Setting<Boolean> VERIFY_CLIENT_MSP_ID =
      Setting.toggle(
          "verify-client-msp-id",
          false,
          "refuse calls whose mspid is not backed by the client's certificate");
  static final Setting<Duration> RELOAD_INTERVAL =
      Setting.of(
          "reload-interval",
          "DURATION",
          "5s",
          "how often the files of certificates, keys, CAs, channels and passwords are looked at, to"
              + " take up what has changed; 0 for never",
          Durations::pause);

  static final Setting<Integer> MESSAGE_SIZE =
      Setting.of(
          "message-size",
          "BYTES",
          "32MiB",
          "greatest request, and greatest answer in one piece",
          text -> (int) Sizes.bytes(text, Integer.MAX_VALUE));
  static final Setting<Integer> EVENT_SIZE =
      Setting.of(
          "event-size",
          "BYTES",
          "4MiB",
          "greatest event with its asset, from 64KiB; what would be larger is not registered",
          CommonSettings::eventSize);
  static final Setting<Integer> MAX_PAGE_SIZE =
      Setting.of(
          "max-page-size",
          "COUNT",
          "10000",
          "greatest page; a caller that asks for more gets this",
          text -> Sizes.count(text, 1_000_000));
  static final Setting<Integer> MAX_PAGE_BYTES =
      Setting.of(
          "max-page-bytes",
          "BYTES",
          "4MiB",
          "greatest page in bytes, but for one asset that is larger by itself",
          text -> (int) Sizes.bytes(text, Integer.MAX_VALUE));
  static final Setting<Integer> QUEUE_SIZE =
      Setting.of(
          "queue-size",
          "CALLS",
          "1024",
          "writes of a channel that may wait; more are answered RESOURCE_EXHAUSTED",
          text -> Sizes.count(text, 1_000_000));
  static final Setting<Long> QUEUE_BYTES =
      Setting.of(
          "queue-bytes",
          "BYTES",
          "64MiB",
          "sum of the requests of a channel's writes that may wait",
          text -> Sizes.bytes(text, 1L << 40));
  static final Setting<Integer> REPLAY_EVENTS_BATCH_SIZE =
      Setting.of(
          "replay-events-batch-size",
          "EVENTS",
          "100",
          "events that one read of the store gives to a subscriber that lags",
          text -> Sizes.count(text, 10_000));

  static final Setting<Long> UNREAD_CONNECTION_BYTES =
      Setting.of(
          "unread-connection-bytes",
          "BYTES",
          "64MiB",
          "answers and events that may wait for one connection to read them",
          CommonSettings::unread);
  static final Setting<Long> UNREAD_ORGANIZATION_BYTES =
      Setting.of(
          "unread-organization-bytes",
          "BYTES",
          "128MiB",
          "the same for all connections of an organization; two connections' worth at least",
          CommonSettings::unread);
  static final Setting<Long> UNREAD_BYTES =
      Setting.of(
          "unread-bytes",
          "BYTES",
          "256MiB",
          "the same for all together; two organizations' worth at least, and half of the JVM's"
              + " direct memory at most, by which the other two shrink",
          CommonSettings::unread);

  static final Setting<Duration> TX_RETRY_BUDGET =
      Setting.of(
          "tx-retry-budget",
          "DURATION",
          "500ms",
          "how long a transaction that loses a conflict is run again before it is answered ABORTED;"
              + " matters where transactions can conflict, as on a ledger",
          Durations::parse);
  static final Setting<Duration> GRPC_KEEPALIVE_POLICY_MIN_TIME =
      Setting.of(
          "grpc-keepalive-policy-min-time",
          "DURATION",
          "30s",
          "clients that ping more often than this are disconnected",
          Durations::parse);
  static final Setting<Boolean> GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM =
      Setting.toggle(
          "grpc-keepalive-policy-permit-without-stream",
          false,
          "let clients ping while they have no call");
  static final Setting<Duration> GRPC_KEEPALIVE_TIME =
      Setting.of(
          "grpc-keepalive-time",
          "DURATION",
          "20s",
          "after how much silence a client is asked whether it is still there",
          Durations::waiting);
  static final Setting<Duration> GRPC_KEEPALIVE_TIMEOUT =
      Setting.of(
          "grpc-keepalive-timeout",
          "DURATION",
          "20s",
          "how long a client may take to answer that before it is taken for gone",
          Durations::waiting);
  static final Setting<Integer> GRPC_CONNECTIONS =
      Setting.of(
          "grpc-connections",
          "COUNT",
          "10000",
          "connections that may be open; no more than a quarter of the JVM's direct memory has room"
              + " for, at 64KiB each, and half of the files that the process may open",
          text -> Sizes.count(text, 1_000_000));
  static final Setting<Duration> GRPC_CONNECTION_AGE =
      Setting.of(
          "grpc-connection-age",
          "DURATION",
          "1h",
          "after which, a tenth more or less, clients are told to make a new connection; 0 for"
              + " never",
          Durations::parse);
  static final Setting<Duration> GRPC_CONNECTION_AGE_GRACE =
      Setting.of(
          "grpc-connection-age-grace",
          "DURATION",
          "2m",
          "how long calls and streams of such a connection may go on; then streams end with"
              + " UNAVAILABLE",
          Durations::parse);
  static final Setting<Duration> GRPC_CONNECTION_IDLE =
      Setting.of(
          "grpc-connection-idle",
          "DURATION",
          "15m",
          "how long a connection may be without a call; 0 for as long as it likes",
          Durations::parse);
  static final Setting<Duration> SHUTDOWN_GRACE =
      Setting.of(
          "shutdown-grace",
          "DURATION",
          "10s",
          "how long a stop may take; calls that are in flight then are cut half a second before",
          Durations::parse);

  static final Setting<LogLevel> LOG_LEVEL =
      Setting.of(
          "log-level",
          "LEVEL",
          "info",
          "debug (a line a call), info, warn or error",
          LogLevel::parse);
  static final Setting<Boolean> METRICS_ENABLED =
      Setting.toggle("metrics-enabled", true, "serve /metrics");

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      all(
          List.of(LISTEN, HttpReader.LISTEN, DATA, MODE, CHANNEL_CONFIG),
          List.of(
              TLS_ENABLED,
              TLS_CERT_PATH,
              TLS_KEY_PATH,
              MTLS_ENABLED,
              TLS_SERVER_CA_CERT,
              TLS_CLIENT_CA_CERT_DIR,
              VERIFY_CLIENT_MSP_ID,
              HttpReader.ACCOUNTS,
              HttpReader.TLS_CERT,
              HttpReader.TLS_KEY,
              HttpReader.HOSTS,
              HttpReader.CORS_ORIGINS,
              HttpReader.CONNECTIONS,
              RELOAD_INTERVAL,
              MESSAGE_SIZE,
              EVENT_SIZE,
              MAX_PAGE_SIZE,
              MAX_PAGE_BYTES,
              QUEUE_SIZE,
              QUEUE_BYTES,
              REPLAY_EVENTS_BATCH_SIZE,
              UNREAD_CONNECTION_BYTES,
              UNREAD_ORGANIZATION_BYTES,
              UNREAD_BYTES,
              TX_RETRY_BUDGET,
              GRPC_KEEPALIVE_POLICY_MIN_TIME,
              GRPC_KEEPALIVE_POLICY_PERMIT_WITHOUT_STREAM,
              GRPC_KEEPALIVE_TIME,
              GRPC_KEEPALIVE_TIMEOUT,
              GRPC_CONNECTIONS,
              GRPC_CONNECTION_AGE,
              GRPC_CONNECTION_AGE_GRACE,
              GRPC_CONNECTION_IDLE,
              SHUTDOWN_GRACE,
              LOG_LEVEL,
              METRICS_ENABLED));

  private CommonSettings() {}

  /** Some, then those of the engines, then the others, then those of jobs. */
  private static List<Setting<?>> all(List<Setting<?>> first, List<Setting<?>> last) {
    List<Setting<?>> all = new ArrayList<>(first);
    EngineOptions.INSTALLED.forEach(engine -> all.addAll(engine.settings()));
    all.addAll(last);
    JobOptions.INSTALLED.forEach(job -> all.addAll(job.settings()));
    return List.copyOf(all);
  }

  private static int eventSize(String text) {
    int bytes = (int) Sizes.bytes(text, Integer.MAX_VALUE);
    if (bytes < SizeLimits.LEAST_EVENT) {
      throw new IllegalArgumentException("must be at least " + SizeLimits.LEAST_EVENT + " bytes");
    }
    return bytes;
  }

  private static long unread(String text) {
    return Sizes.bytes(text, 1L << 40);
  }
}
