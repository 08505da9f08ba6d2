package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import orchestrator.server.Eventually;
import orchestrator.server.LogLines;
import orchestrator.server.config.SettingSource;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;
import orchestrator.server.tls.TestCa;
import orchestrator.server.tls.TestPem;
import org.hyperledger.fabric.client.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that a facade signs with is renewed while it runs. */
class RenewedIdentityTest {
  @TempDir private Path folder;
  private final LogLines log = LogLines.of("orchestrator.server");
  private final Metrics metrics = new Metrics();
  private final Reloads reloads = new Reloads(Duration.ofMillis(100), metrics.reloads());
  private TestCa ca;
  private Gateways gateways;

  @BeforeEach
  void open() throws Exception {
    ca = TestCa.root("CN=org1-ca");
    TestPem.write(folder.resolve("tlsca.pem"), ca.certificate());
    write(ca.issue("CN=first"));
    Path identities =
        Files.writeString(
            folder.resolve("identities.yaml"),
            "Org1: {certificate: user.pem, key: user.key, endpoint: \"127.0.0.1:1\","
                + " tls_ca: tlsca.pem}");
    Map<String, String> flags =
        Map.of("--mode", "ledger", "--fabric-identities", identities.toString());
    gateways =
        Gateways.open(
            FabricReader.read(new SettingSource(flags, Map.of())),
            reloads,
            new CertificateEnds(metrics.tls(), Instant::now));
    reloads.start();
  }

  @AfterEach
  void close() {
    reloads.close();
    gateways.close();
    log.close();
  }

  private void write(TestCa.Issued issued) throws Exception {
    TestPem.write(folder.resolve("user.key"), issued.keys());
    TestPem.write(folder.resolve("user.pem"), issued.certificate());
  }

  private Gateway gateway() {
    return gateways.find("Org1").orElseThrow().gateway();
  }

  private boolean signsAs(TestCa.Issued issued) {
    try {
      String pem = new String(gateway().getIdentity().getCredentials(), StandardCharsets.US_ASCII);
      return pem.replaceAll("\\s", "")
          .equals(TestPem.text(issued.certificate()).replaceAll("\\s", ""));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theNewOneSignsAndWhatHasBegunGoesOnWithTheOld() throws Exception {
    Gateway before = gateway();
    TestCa.Issued renewed = ca.issue("CN=renewed");
    write(renewed);

    Eventually.await("the new certificate signs", () -> signsAs(renewed));
    assertThat(gateway()).isNotSameAs(before);
    assertThat(log.with("stays in use")).isEmpty();
  }

  @Test
  void aBrokenOneIsNotTaken() throws Exception {
    Gateway before = gateway();
    TestPem.write(folder.resolve("user.key"), TestCa.root("CN=x").issue("CN=other").keys());
    log.await("the key is not the one of the certificate");
    write(ca.issueEnded("CN=ended"));
    log.await("the certificate ended on");

    assertThat(gateway()).isSameAs(before);
  }
}
