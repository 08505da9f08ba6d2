package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewableTrustTest {
  private final RenewableTrust trust = new RenewableTrust();

  private void check(X509Certificate shown) throws CertificateException {
    trust.checkServerTrusted(new X509Certificate[] {shown}, "ECDHE_ECDSA");
  }

  @Test
  void nobodyIsTrustedBeforeThereAreCas() throws Exception {
    X509Certificate any = TestCa.root("CN=ca").issue("CN=localhost").certificate();

    assertThatThrownBy(() -> check(any)).isInstanceOf(CertificateException.class);
  }

  @Test
  void theNewestCasCountAndNoOthers() throws Exception {
    TestCa old = TestCa.root("CN=old");
    TestCa renewed = TestCa.root("CN=renewed");
    X509Certificate first = old.issue("CN=localhost").certificate();
    X509Certificate second = renewed.issue("CN=localhost").certificate();

    trust.use(List.of(old.certificate()));
    assertThatCode(() -> check(first)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(second)).isInstanceOf(CertificateException.class);

    trust.use(List.of(renewed.certificate()));
    assertThatCode(() -> check(second)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(first)).isInstanceOf(CertificateException.class);
  }
}
