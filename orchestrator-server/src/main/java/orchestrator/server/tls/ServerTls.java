package orchestrator.server.tls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import orchestrator.server.config.MutualTls;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Tls;

/** Makes the server's side of TLS. */
public final class ServerTls {
  private ServerTls() {}

  /**
   * Reads the certificates and the key.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  public static SslContext context(Tls tls) {
    Credentials own = Credentials.read(tls.certificate(), tls.key());
    try {
      SslContextBuilder builder =
          GrpcSslContexts.configure(
              SslContextBuilder.forServer(own.key(), own.chain().toArray(X509Certificate[]::new)));
      tls.mutual()
          .ifPresent(
              mutual ->
                  builder
                      .clientAuth(ClientAuth.REQUIRE)
                      .trustManager(trusted(mutual).toArray(X509Certificate[]::new)));
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw tls.certificate().wrong("TLS cannot be served with it");
    }
  }

  private static List<X509Certificate> trusted(MutualTls mutual) {
    List<X509Certificate> trusted = new ArrayList<>();
    mutual.serverCa().map(PemFile::new).map(PemFile::certificates).ifPresent(trusted::addAll);
    mutual.clientCas().map(ClientCas::read).map(ClientCas::all).ifPresent(trusted::addAll);
    if (trusted.isEmpty()) {
      SettingFile folder = mutual.clientCas().orElseThrow();
      throw folder.wrong("no folder in it has a certificate (*.crt, *.pem)");
    }
    return trusted;
  }
}
