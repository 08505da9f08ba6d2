package orchestrator.server.tls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
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
    List<X509Certificate> chain = new PemFile(tls.certificate()).certificates();
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey key = new PrivateKeyFile(tls.key()).read(publicKey);
    if (!isPair(key, publicKey)) {
      throw tls.key().wrong("the key is not the one of the certificate");
    }
    try {
      SslContextBuilder builder =
          GrpcSslContexts.configure(
              SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new)));
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

  /** Whether what one signs the other verifies; true for algorithms that are not known here. */
  private static boolean isPair(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return true;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      byte[] text = {1, 2, 3};
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
