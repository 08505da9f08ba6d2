package orchestrator.server.tls;

import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom some CAs have signed for, the names of servers included. The CAs may change;
 * connections that stand stay as they are. Without CAs nobody is trusted.
 */
public final class RenewableTrust {
  private final AdvancedTlsX509TrustManager manager = create();

  private static AdvancedTlsX509TrustManager create() {
    try {
      return AdvancedTlsX509TrustManager.newBuilder().build();
    } catch (CertificateException e) {
      throw new IllegalStateException("the JDK checks no certificates", e);
    }
  }

  /** Trusts these from now on, and no others. */
  public void use(List<X509Certificate> cas) {
    try {
      manager.updateTrustCredentials(cas.toArray(X509Certificate[]::new));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the JDK checks no certificates", e);
    }
  }

  /** Checks on the CAs of the moment. */
  public X509ExtendedTrustManager manager() {
    return manager;
  }
}
