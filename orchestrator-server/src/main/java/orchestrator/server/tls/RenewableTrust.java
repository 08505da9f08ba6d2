package orchestrator.server.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts the servers of some CAs, which may change. Connections that stand stay as they are. */
public final class RenewableTrust extends X509ExtendedTrustManager {
  private volatile Optional<X509ExtendedTrustManager> present = Optional.empty();

  /** Trusts these from now on, and no others. */
  public void use(List<X509Certificate> cas) {
    present = Optional.of(new ClientTrust(cas, ClientCas.NONE).manager());
  }

  private X509ExtendedTrustManager present() throws CertificateException {
    return present.orElseThrow(() -> new CertificateException("no CA is trusted"));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    present().checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    present().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    present().checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no client is served with these CAs");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no client is served with these CAs");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no client is served with these CAs");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return present.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
  }
}
