package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import orchestrator.server.Eventually;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each client that is refused leaves a line that tells its operator why. */
@Tag("slow")
class RefusedClientsTest extends TlsFixture {
  private static final Duration HOUR = Duration.ofHours(1);
  private final Instant now = Instant.now();

  @BeforeEach
  void run() {
    start();
  }

  private void isRefused(TestCa.Issued shown, String why, X509Certificate... others)
      throws Exception {
    assertThat(client(shown, others).call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(log.await(CertificateText.subject(shown.certificate())))
        .startsWith("the TLS handshake of 127.0.0.1:")
        .contains(" is refused: " + why + ": " + CertificateText.of(shown.certificate()));
  }

  @Test
  void anExpiredCertificate() throws Exception {
    isRefused(
        clientCa.issue("CN=old", now.minus(HOUR), now.minusSeconds(1)),
        "the certificate has expired");
  }

  @Test
  void oneThatIsNotValidYet() throws Exception {
    isRefused(
        clientCa.issue("CN=early", now.plus(HOUR), now.plus(HOUR).plus(HOUR)),
        "the certificate is not valid yet");
  }

  @Test
  void oneOfAnUnknownCa() throws Exception {
    isRefused(
        TestCa.root("CN=unknown").issue("CN=stranger"),
        "no CA that is trusted here has issued the certificate");
  }

  @Test
  void oneOfACaThatOnlyHasTheNameOfATrustedOne() throws Exception {
    isRefused(
        TestCa.root("CN=client-ca").issue("CN=forged"),
        "no CA that is trusted here has issued the certificate (a trusted CA has the same name,"
            + " and another key)");
  }

  @Test
  void oneWhoseChainHasAGap() throws Exception {
    TestCa low = clientCa.intermediate("CN=middle").intermediate("CN=low");
    isRefused(
        low.intermediate("CN=lowest").issue("CN=gap"),
        "a certificate between it and a trusted CA is missing",
        low.certificate());
  }

  @Test
  void oneForServers() throws Exception {
    isRefused(
        clientCa.issue("CN=srv", now.minus(HOUR), now.plus(HOUR), KeyPurposeId.id_kp_serverAuth),
        "the certificate is not one for TLS clients");
  }

  @Test
  void oneForClientsOrForAnythingIsLetIn() throws Exception {
    for (KeyPurposeId purpose :
        List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.anyExtendedKeyUsage)) {
      TestCa.Issued issued =
          clientCa.issue("CN=c,O=" + ORG, now.minus(HOUR), now.plus(HOUR), purpose);
      assertThat(client(issued).call()).isEqualTo(Status.OK);
    }
  }

  @Test
  void oneWhoseIntermediateHasExpired() throws Exception {
    TestCa middle = clientCa.intermediate("CN=worn", now.minus(HOUR), now.minusSeconds(1));
    isRefused(
        middle.issue("CN=below"),
        "the certificate has expired (that of the CA CN=worn)",
        middle.certificate());
  }

  @Test
  void noCertificate() throws Exception {
    ChannelCredentials none =
        TlsChannelCredentials.newBuilder().trustManager(bytes(serverCa.certificate())).build();

    assertThat(closes(new Client(none)).call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(log.await("it shows no certificate")).startsWith("the TLS handshake of 127.0.0.1:");
  }

  @Test
  void noTls() throws Exception {
    Client plain = closes(new Client(InsecureChannelCredentials.create()));

    assertThat(plain.call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(log.await("it speaks no TLS")).startsWith("the TLS handshake of 127.0.0.1:");
  }

  @Test
  void aClientThatDoesNotTrustTheServer() throws Exception {
    ChannelCredentials doubting =
        TlsChannelCredentials.newBuilder()
            .trustManager(bytes(TestCa.root("CN=other").certificate()))
            .build();

    assertThat(closes(new Client(doubting)).call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    log.await("the client does not accept this server");
  }

  @Test
  void anOldProtocol() throws Exception {
    // The JDK itself speaks no protocol that is too old, so this is a hello of TLS 1.0.
    byte[] hello = new byte[9 + 32 + 9];
    System.arraycopy(new byte[] {22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 1}, 0, hello, 0, 11);
    System.arraycopy(new byte[] {0, 0, 2, (byte) 0xc0, 0x13, 1, 0}, 0, hello, 43, 7);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write(hello);
      socket.getInputStream().readAllBytes();
    }
    log.await("no protocol in common");
  }

  @Test
  void aStrangeCipher() throws Exception {
    SSLContext any = SSLContext.getInstance("TLS");
    any.init(null, new X509TrustManager[] {new Anybody()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket) any.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    log.await("no cipher or curve in common");
  }

  static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void aCallThatNamesAnotherOrganization() throws Exception {
    TestCa.Issued other = clientCa.issue("CN=other,O=Other1MSP");

    assertThat(client(other).call().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(log.await("CN=other"))
        .startsWith("a call of 127.0.0.1:")
        .contains("cannot find MSPID", CertificateText.of(other.certificate()));
  }

  @Test
  void oddSubjectsLeaveOnePlainLine() throws Exception {
    TestCa unknown = TestCa.root("CN=odd-ca");
    client(unknown.issue("CN=x\r\n2026-01-01 ERROR forged\u202e,O=A,O=B")).call();

    assertThat(log.await("forged")).doesNotContainPattern("[\r\n\u202e]");

    for (String subject : List.of("O=nameless", "", TestCa.LONG_SUBJECT)) {
      TestCa.Issued shown = unknown.issue(subject, TestCa.anHourAgo(), now.plus(HOUR));
      Eventually.await(
          "a line of " + subject,
          () -> leavesALine(shown, CertificateText.of(shown.certificate())));
    }
    assertThat(log.with("odd-ca")).allMatch(line -> line.length() < 800);
  }

  /** A line comes once a second at most, so one client may have to try more than once. */
  private boolean leavesALine(TestCa.Issued shown, String text) {
    try (Client client = client(shown)) {
      assertThat(client.call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      return !log.with(text).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFloodLeavesALineASecondAndACount() throws Exception {
    int most = 2_000;
    long start = System.nanoTime();
    byte[] garbage = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < most; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        socket.getOutputStream().write(garbage);
        while (socket.getInputStream().read() >= 0) {
          // An alert may come before the end.
        }
      } catch (IOException e) {
        // A reset is an end too.
      }
    }
    Eventually.await("all are counted", () -> counted("plain_text") == most);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

    assertThat(log.with("it speaks no TLS")).hasSizeBetween(1, (int) seconds + 2);
    assertThat(member().call()).isEqualTo(Status.OK);
    Eventually.await("the count of those that were left out", this::tellsACount);
  }

  private boolean tellsACount() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[100]);
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // A reset is an end too.
    }
    return !log.with(" more for that reason since the line before").isEmpty();
  }

  private long counted(String reason) {
    return Pages.metrics(server.httpAddress().toString())
        .filter(line -> line.startsWith("orchestrator_tls_refused_total{reason=\"" + reason))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}
