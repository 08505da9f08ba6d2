package orchestrator.server.tls;

import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import orchestrator.server.config.MutualTls;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Tls;
import orchestrator.server.metrics.TlsMetrics;
import orchestrator.server.reload.Reloads;

/** Serves TLS with the certificates and CAs of its files, which it follows. */
public final class ServerTls {
  private final Tls settings;
  private final CertificateEnds ends;
  private final Refusals refusals;
  private final ClientConnections connections;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Credentials own;
  private volatile Optional<ClientTrust> trust;
  private volatile SslContext context;

  /**
   * Reads the certificates and the key.
   *
   * @param reloads follows the files
   * @throws SettingsException that names the file that cannot be used
   */
  public ServerTls(Tls settings, Reloads reloads, CertificateEnds ends, TlsMetrics metrics) {
    this.settings = settings;
    this.ends = ends;
    this.refusals = new Refusals(metrics);
    this.connections = new ClientConnections(this::trust, refusals);
    this.trust = settings.mutual().map(mutual -> follow(mutual, reloads));
    this.own =
        reloads
            .watch(
                settings.certificate() + ", " + settings.key(),
                () -> Credentials.read(settings.certificate(), settings.key()),
                this::renew)
            .get();
    this.context = context(own, trust);
    told(own);
    trust.ifPresent(this::told);
  }

  private ClientTrust follow(MutualTls mutual, Reloads reloads) {
    return reloads.watch(mutual.inWords(), () -> ClientTrust.read(mutual), this::renew).get();
  }

  private void renew(Credentials renewed) {
    renewed.requireCurrent(settings.certificate());
    context = context(renewed, trust);
    own = renewed;
    told(renewed);
  }

  private void renew(ClientTrust renewed) {
    context = context(own, Optional.of(renewed));
    trust = Optional.of(renewed);
    told(renewed);
    connections.check();
    listeners.forEach(Runnable::run);
  }

  private void told(Credentials credentials) {
    ends.tell("server", settings.certificate().toString(), Map.of("", credentials.chain()));
  }

  private void told(ClientTrust cas) {
    String where = settings.mutual().map(MutualTls::inWords).orElse("");
    ends.tell("client_ca", where, cas.clientCas().byOrganization());
    ends.tell("server_ca", where, Map.of("", cas.serverCas()));
  }

  private SslContext context(Credentials shown, Optional<ClientTrust> trusted) {
    try {
      SslContextBuilder builder =
          GrpcSslContexts.configure(
              SslContextBuilder.forServer(
                  shown.key(), shown.chain().toArray(X509Certificate[]::new)));
      trusted.ifPresent(
          cas -> builder.clientAuth(ClientAuth.REQUIRE).trustManager(new ClientTrustManager(cas)));
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw settings.certificate().wrong("TLS cannot be served with it");
    }
  }

  /** With what the gRPC server is to be built. */
  public ServerCredentials credentials() {
    InternalProtocolNegotiator.ServerFactory negotiation =
        InternalNettyServerCredentials.toNegotiator(
            NettySslContextServerCredentials.create(new SwitchingSslContext(() -> context)));
    InternalProtocolNegotiator.ServerFactory guarded =
        pool -> new GuardedNegotiator(negotiation.newNegotiator(pool), connections);
    return InternalNettyServerCredentials.create(guarded);
  }

  /** Whose clients are let in at the moment; nobody is asked when there is nothing. */
  Optional<ClientTrust> trust() {
    return trust;
  }

  /** Runs something after each change of the CAs. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The check of callers' organizations, when the settings ask for it. */
  public Optional<MspIdCheck> mspIdCheck() {
    return settings
        .mutual()
        .filter(MutualTls::verifyMspId)
        .map(mutual -> new MspIdCheck(() -> trust().orElseThrow().clientCas(), refusals));
  }
}
