package orchestrator.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.Optional;
import orchestrator.lib.operation.BuildVersion;
import orchestrator.lib.operation.PageLimit;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.FairPool;
import orchestrator.server.tls.MspIdCheck;
import orchestrator.server.tls.ServerTls;

/** What the server is made of in every mode. */
final class ServerModule extends AbstractModule {
  private final Settings settings;
  private final Threads threads;

  ServerModule(Settings settings, Threads threads) {
    this.settings = settings;
    this.threads = threads;
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
  Optional<SslContext> tls() {
    return settings.tls().map(ServerTls::context);
  }

  @Provides
  @Singleton
  Optional<MspIdCheck> mspIdCheck() {
    return settings.tls().flatMap(MspIdCheck::of);
  }
}
