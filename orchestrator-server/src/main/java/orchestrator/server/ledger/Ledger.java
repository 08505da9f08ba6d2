package orchestrator.server.ledger;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.ChannelAccess;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.Engine;
import orchestrator.server.engine.EngineContext;
import orchestrator.server.event.EventFeed;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.ChannelMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the facade of a ledger together: the engine, the feed of its events, and the gateways. */
final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Settings settings;
  private final FabricNetwork fabric;
  private final Gateways gateways;
  private final LedgerMetrics metrics;
  private final Readiness readiness;
  private final ExecutorService writers;
  private final List<ReadinessProbe> probes = new ArrayList<>();
  private final List<ChannelBlocks> followed = new ArrayList<>();
  private final LedgerEngine engine;
  private final LedgerEventFeed feed;

  /**
   * Reads the identities, and begins to follow the channels. Peers that cannot be reached now are
   * tried until they can.
   *
   * @param context of the server
   * @throws orchestrator.server.config.SettingsException that names the file that cannot be used
   */
  Ledger(EngineContext context) {
    this.settings = context.settings();
    this.fabric = (FabricNetwork) settings.storage().engine();
    this.metrics = new LedgerMetrics(context.metrics().registry());
    this.readiness = context.readiness();
    OrganizationExecutors senders = context.senders();
    this.gateways = Gateways.open(fabric, context.reloads(), context.certificateEnds());
    ChannelAccess access = settings.channels();
    this.writers = pool(access.channels().size() * fabric.concurrency());
    Map<String, LedgerChannel> channels = new TreeMap<>();
    Map<String, LedgerEngine.Channel> runners = new TreeMap<>();
    for (String name : access.channels()) {
      LedgerChannel channel = new LedgerChannel(fabric.deadlines().evaluate());
      follow(name, channel, senders.of(OrganizationExecutors.NOBODY));
      channels.put(name, channel);
      runners.put(name, runner(name, channel, context.metrics().channel(name)));
    }
    List<String> idle =
        fabric.identities().keySet().stream()
            .filter(name -> access.channels().stream().noneMatch(of -> access.isOpen(of, name)))
            .toList();
    if (!idle.isEmpty()) {
      LOG.warn("has an identity, but no channel is open to it: {}", String.join(", ", idle));
    }
    this.engine = new LedgerEngine(runners);
    this.feed = new LedgerEventFeed(followed, channels, fabric.chaincode(), senders);
  }

  private void follow(String name, LedgerChannel channel, Executor senders) {
    for (String organization : fabric.identities().keySet()) {
      if (settings.channels().isOpen(name, organization)) {
        Gateways.Member member = gateways.find(organization).orElseThrow();
        LedgerPeer peer = new LedgerPeer(member, name, metrics);
        ChannelBlocks blocks = ChannelBlocks.follow(name, organization, peer, senders);
        followed.add(blocks);
        channel.add(new LedgerChannel.Member(peer, blocks));
        ReadinessProbe probe =
            ReadinessProbe.start(peer, fabric.chaincode(), name, member.connection());
        probes.add(probe);
        readiness.require("chaincode on " + name + " for " + organization, probe::isWorking);
        metrics.watchHeight(name, organization, blocks::height);
      }
    }
  }

  private LedgerEngine.Channel runner(String name, LedgerChannel channel, ChannelMetrics queue) {
    LedgerCalls calls = new LedgerCalls(channel, fabric, settings.timing().retryBudget(), metrics);
    QueueLimit limit =
        new QueueLimit(settings.limits().queueCalls(), settings.limits().queueBytes());
    return new LedgerEngine.Channel(
        calls, new WriteExecutor(name, limit, fabric.concurrency(), writers, queue));
  }

  /** Each channel bounds how many threads its writes take, so that the pool needs no queue. */
  private static ExecutorService pool(int most) {
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE.toNanos(),
        TimeUnit.NANOSECONDS,
        new SynchronousQueue<>(),
        new ThreadFactoryBuilder().setNameFormat("ledger-%d").setDaemon(true).build());
  }

  /** The engine that sends calls to the peers. */
  public Engine engine() {
    return engine;
  }

  /** The events that calls make, of this server and of others. */
  public EventFeed feed() {
    return feed;
  }

  /** Refuses writes; what the peers have not answered by now is not waited for. */
  @Override
  public void close() {
    engine.stop();
    writers.shutdownNow();
    feed.close();
    probes.forEach(ReadinessProbe::close);
    followed.forEach(ChannelBlocks::close);
    gateways.close();
  }
}
