package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

class RenewableTrustTest {
  private static final char[] PASSWORD = "secret".toCharArray();

  private final RenewableTrust trust = new RenewableTrust();

  /** Shakes hands with a server that shows this certificate. */
  private void shakeHands(String host, TestCa.Issued shown) throws Exception {
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, new TrustManager[] {trust.manager()}, null);
    try (SSLServerSocket server = server(shown)) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                  accepted.startHandshake();
                } catch (IOException e) {
                  // The client tells.
                }
              });
      try (SSLSocket socket =
          (SSLSocket) client.getSocketFactory().createSocket(host, server.getLocalPort())) {
        socket.startHandshake();
      }
      served.join();
    }
  }

  private static SSLServerSocket server(TestCa.Issued shown) throws Exception {
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    Certificate[] chain = {shown.certificate()};
    own.setKeyEntry("own", shown.keys().getPrivate(), PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getByName("localhost"));
  }

  private void isRefused(String host, TestCa.Issued shown) {
    assertThatThrownBy(() -> shakeHands(host, shown)).isInstanceOf(SSLException.class);
  }

  @Test
  void nobodyIsTrustedBeforeThereAreCas() throws Exception {
    isRefused("localhost", TestCa.root("CN=ca").issue("CN=localhost"));
  }

  @Test
  void theNewestCasCountAndNoOthers() throws Exception {
    TestCa old = TestCa.root("CN=old");
    TestCa renewed = TestCa.root("CN=renewed");
    TestCa.Issued first = old.issue("CN=localhost");
    TestCa.Issued second = renewed.issue("CN=localhost");

    trust.use(List.of(old.certificate()));
    assertThatCode(() -> shakeHands("localhost", first)).doesNotThrowAnyException();
    isRefused("localhost", second);

    trust.use(List.of(renewed.certificate()));
    assertThatCode(() -> shakeHands("localhost", second)).doesNotThrowAnyException();
    isRefused("localhost", first);
  }

  @Test
  void aServerOfAnotherNameIsNotTrusted() throws Exception {
    TestCa ca = TestCa.root("CN=ca");
    trust.use(List.of(ca.certificate()));

    isRefused("127.0.0.1", ca.issue("CN=localhost"));
  }
}
