package orchestrator.server.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import orchestrator.lib.transaction.SizeLimits;

/** Every setting that there is, with its default and its meaning. */
final class Catalogue {
  static final Setting<Endpoint> LISTEN =
      Setting.of(
          "listen",
          "HOST:PORT",
          "127.0.0.1:9000",
          "where the gRPC API is served; port 0 takes a free one",
          Endpoint::parse);
  static final Setting<Endpoint> HTTP_LISTEN =
      Setting.of(
          "http-listen",
          "HOST:PORT",
          "127.0.0.1:8484",
          "where /healthz, /readyz and /metrics are served",
          Endpoint::parse);
  static final Setting<Path> DATA =
      Setting.of(
          "data",
          "FOLDER",
          "orchestrator-data",
          "folder of the stored state; made when missing, relative to the working folder",
          Catalogue::path);
  static final Setting<Mode> MODE =
      Setting.of(
          "mode",
          "MODE",
          "embedded",
          "who holds the state: embedded, couchdb or ledger",
          Mode::parse);
  static final Setting<Path> CHANNEL_CONFIG =
      Setting.optional(
          "channel-config",
          "FILE",
          "YAML file of the channels and the organizations to which each is open; without it there"
              + " is mychannel with MyOrg1MSP, MyOrg2MSP and MyOrg3MSP",
          Catalogue::path);

  static final Setting<URI> COUCHDB_URL =
      Setting.of(
          "couchdb-url",
          "URL",
          "http://127.0.0.1:5984",
          "where CouchDB is, in the couchdb mode",
          CouchDbUrl::parse);
  static final Setting<String> COUCHDB_USER =
      Setting.optional(
          "couchdb-user",
          "NAME",
          "as whom the server calls CouchDB; it must be allowed to create databases",
          Catalogue::user);
  static final Setting<String> COUCHDB_PASSWORD =
      Setting.optional(
          "couchdb-password",
          "TEXT",
          "that user's password; a flag shows in the machine's list of processes",
          Function.identity());
  static final Setting<Path> COUCHDB_PASSWORD_FILE =
      Setting.optional(
          "couchdb-password-file",
          "FILE",
          "file that holds that password instead; a line end at its end does not count",
          Catalogue::path);
  static final Setting<String> COUCHDB_PREFIX =
      Setting.of(
          "couchdb-prefix",
          "TEXT",
          "orchestrator",
          "what the names of the databases start with; servers with another prefix have other data",
          Catalogue::prefix);
  static final Setting<Path> COUCHDB_CA =
      Setting.optional(
          "couchdb-ca",
          "FILE",
          "PEM file of the CAs that are trusted for CouchDB over https, instead of the JDK's",
          Catalogue::path);
  static final Setting<Duration> COUCHDB_TIMEOUT =
      Setting.of(
          "couchdb-timeout",
          "DURATION",
          "10s",
          "how long a write waits for CouchDB's word before it is answered UNAVAILABLE",
          Durations::waiting);
  static final Setting<Duration> LEADER_TIMEOUT =
      Setting.of(
          "leader-timeout",
          "DURATION",
          "3s",
          "how long the leader of several servers on one CouchDB may show no life before another"
              + " takes its place",
          Durations::waiting);
  static final Setting<Boolean> READ_FROM_STANDBY =
      Setting.toggle(
          "read-from-standby",
          false,
          "answer reads while another server leads; they may be a little behind");

  static final Setting<String> FABRIC_CHAINCODE =
      Setting.of(
          "fabric-chaincode",
          "NAME",
          "orchestrator",
          "in the ledger mode: the chaincode that is called, unless a caller names another",
          Catalogue::chaincode);
  static final Setting<Path> FABRIC_IDENTITIES =
      Setting.optional(
          "fabric-identities",
          "FILE",
          "YAML file of the organizations that this server signs for, with their peers",
          Catalogue::path);
  static final Setting<Duration> FABRIC_EVALUATE_TIMEOUT =
      Setting.of(
          "fabric-evaluate-timeout",
          "DURATION",
          "10s",
          "how long a peer may take for a read",
          Durations::waiting);
  static final Setting<Duration> FABRIC_ENDORSE_TIMEOUT =
      Setting.of(
          "fabric-endorse-timeout",
          "DURATION",
          "65s",
          "how long the peers may take to endorse a write: the caller's own first, then the others,"
              + " and each ends a chaincode's run after 30s itself",
          Durations::waiting);
  static final Setting<Duration> FABRIC_SUBMIT_TIMEOUT =
      Setting.of(
          "fabric-submit-timeout",
          "DURATION",
          "5s",
          "how long the orderer may take to accept a write",
          Durations::waiting);
  static final Setting<Duration> FABRIC_COMMIT_TIMEOUT =
      Setting.of(
          "fabric-commit-timeout",
          "DURATION",
          "30s",
          "how long a write waits for its commit before it is answered UNAVAILABLE",
          Durations::waiting);
  static final Setting<Duration> FABRIC_KEEPALIVE =
      Setting.of(
          "fabric-keepalive",
          "DURATION",
          "2m",
          "how often a silent connection to a peer is tried; peers refuse more than once a minute",
          Durations::waiting);
  static final Setting<Integer> FABRIC_CONCURRENCY =
      Setting.of(
          "fabric-concurrency",
          "CALLS",
          "256",
          "writes of a channel that are with the peers at the same time; more wait in the queue",
          text -> Sizes.count(text, 10_000));

  static final Setting<Boolean> TLS_ENABLED =
      Setting.toggle("tls-enabled", false, "serve the API over TLS");
  static final Setting<Path> TLS_CERT_PATH =
      Setting.optional(
          "tls-cert-path",
          "FILE",
          "PEM file of the server's certificate and those that lead to its CA",
          Catalogue::path);
  static final Setting<Path> TLS_KEY_PATH =
      Setting.optional(
          "tls-key-path",
          "FILE",
          "PEM file of the private key of that certificate, not encrypted",
          Catalogue::path);
  static final Setting<Boolean> MTLS_ENABLED =
      Setting.toggle("mtls-enabled", false, "let in only clients with a certificate of a known CA");
  static final Setting<Path> TLS_SERVER_CA_CERT =
      Setting.optional(
          "tls-server-ca-cert",
          "FILE",
          "PEM file of the CA of the server, whose clients are let in too",
          Catalogue::path);
  static final Setting<Path> TLS_CLIENT_CA_CERT_DIR =
      Setting.optional(
          "tls-client-ca-cert-dir",
          "FOLDER",
          "folder that holds, for each organization, a folder of its name with its CAs'"
              + " certificates (.crt, .pem)",
          Catalogue::path);
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
          Catalogue::eventSize);
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
          Catalogue::unread);
  static final Setting<Long> UNREAD_ORGANIZATION_BYTES =
      Setting.of(
          "unread-organization-bytes",
          "BYTES",
          "128MiB",
          "the same for all connections of an organization; two connections' worth at least",
          Catalogue::unread);
  static final Setting<Long> UNREAD_BYTES =
      Setting.of(
          "unread-bytes",
          "BYTES",
          "256MiB",
          "the same for all together; two organizations' worth at least, and half of the JVM's"
              + " direct memory at most, by which the other two shrink",
          Catalogue::unread);

  static final Setting<Duration> TX_RETRY_BUDGET =
      Setting.of(
          "tx-retry-budget",
          "DURATION",
          "500ms",
          "how long a transaction that loses a conflict is run again before it is answered ABORTED;"
              + " matters with a ledger: in the modes embedded and couchdb no transactions"
              + " conflict",
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
      List.of(
          LISTEN,
          HTTP_LISTEN,
          DATA,
          MODE,
          CHANNEL_CONFIG,
          COUCHDB_URL,
          COUCHDB_USER,
          COUCHDB_PASSWORD,
          COUCHDB_PASSWORD_FILE,
          COUCHDB_PREFIX,
          COUCHDB_CA,
          COUCHDB_TIMEOUT,
          LEADER_TIMEOUT,
          READ_FROM_STANDBY,
          FABRIC_CHAINCODE,
          FABRIC_IDENTITIES,
          FABRIC_EVALUATE_TIMEOUT,
          FABRIC_ENDORSE_TIMEOUT,
          FABRIC_SUBMIT_TIMEOUT,
          FABRIC_COMMIT_TIMEOUT,
          FABRIC_KEEPALIVE,
          FABRIC_CONCURRENCY,
          TLS_ENABLED,
          TLS_CERT_PATH,
          TLS_KEY_PATH,
          MTLS_ENABLED,
          TLS_SERVER_CA_CERT,
          TLS_CLIENT_CA_CERT_DIR,
          VERIFY_CLIENT_MSP_ID,
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
          GRPC_CONNECTION_AGE,
          GRPC_CONNECTION_AGE_GRACE,
          GRPC_CONNECTION_IDLE,
          SHUTDOWN_GRACE,
          LOG_LEVEL,
          METRICS_ENABLED);

  /** What Fabric takes as the name of a chaincode. */
  private static final Pattern CHAINCODE = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");

  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]+");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  private Catalogue() {}

  private static int eventSize(String text) {
    int bytes = (int) Sizes.bytes(text, Integer.MAX_VALUE);
    if (bytes < SizeLimits.LEAST_EVENT) {
      throw new IllegalArgumentException("must be at least " + SizeLimits.LEAST_EVENT + " bytes");
    }
    return bytes;
  }

  private static String user(String text) {
    return matching(USER, text, "must be a name without a colon");
  }

  /** What CouchDB takes at the start of a database's name, and file systems take unescaped. */
  private static String prefix(String text) {
    return matching(
        PREFIX, text, "must be 1 to 40 of a-z, 0-9, _ and -, of which the first is a letter");
  }

  private static String chaincode(String text) {
    return matching(CHAINCODE, text, "must be a name of letters, digits, _ and -");
  }

  private static String matching(Pattern pattern, String text, String rule) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(rule);
    }
    return text;
  }

  private static long unread(String text) {
    return Sizes.bytes(text, 1L << 40);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "must be a path in the characters of this process's locale ("
              + System.getProperty("sun.jnu.encoding")
              + "); a locale such as LC_ALL=C.UTF-8 has all");
    }
  }
}
