package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import orchestrator.lib.transaction.BuildVersion;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.server.call.FairPool;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.OpenResources;
import orchestrator.server.grpc.OpenChannels;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;
import orchestrator.server.tls.MspIdCheck;
import orchestrator.server.tls.ServerTls;

/** Binds what the server is made of in every mode. */
final class ServerModule extends AbstractModule {
  private final Settings settings;
  private final Threads threads;
  private final OpenResources resources;

  ServerModule(Settings settings, Threads threads, OpenResources resources) {
    this.settings = settings;
    this.threads = threads;
    this.resources = resources;
  }

  @Override
  protected void configure() {
    binder().requireAtInjectOnConstructors();
    bind(Settings.class).toInstance(settings);
    bind(FairPool.class).toInstance(threads.calls());
    bind(BuildVersion.class).toInstance(Version.current());
    bind(PageLimit.class).toInstance(settings.limits().pages());
  }

  @Provides
  @Singleton
  Reloads reloads(Metrics metrics) {
    return resources.opened(new Reloads(settings.reload().interval(), metrics.reloads()));
  }

  @Provides
  @Singleton
  CertificateEnds certificateEnds(Metrics metrics) {
    return new CertificateEnds(metrics.tls(), Instant::now);
  }

  @Provides
  @Singleton
  Optional<ServerTls> tls(Reloads reloads, CertificateEnds ends, Metrics metrics) {
    return settings.tls().map(tls -> new ServerTls(tls, reloads, ends, metrics.tls()));
  }

  @Provides
  @Singleton
  Optional<MspIdCheck> mspIdCheck(Optional<ServerTls> tls) {
    return tls.flatMap(ServerTls::mspIdCheck);
  }

  @Provides
  @Singleton
  OpenChannels openChannels(Reloads reloads) {
    return new OpenChannels(settings, reloads);
  }
}
