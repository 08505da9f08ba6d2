package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.config.Tls;
import orchestrator.server.metrics.Metrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MspIdCheckTest {
  @TempDir private Path folder;
  private TestCa ca1;
  private TestCa ca2;
  private ClientCas cas;

  @BeforeEach
  void twoOrganizationsWithACaEach() throws Exception {
    ca1 = TestCa.root("CN=ca1");
    ca2 = TestCa.root("CN=ca2");
    TestPem.write(folder.resolve("cas/Org1/ca.crt"), ca1.certificate());
    TestPem.write(folder.resolve("cas/Org2/old.pem"), TestCa.root("CN=old").certificate());
    TestPem.write(folder.resolve("cas/Org2/new.pem"), ca2.certificate());
    cas = read();
  }

  private ClientCas read() throws Exception {
    return ClientCas.read(settings(true).mutual().orElseThrow().clientCas().orElseThrow());
  }

  private Tls settings(boolean verify) throws Exception {
    TestCa.Issued issued = ca1.issue("CN=localhost");
    String certificate = TestPem.write(folder.resolve("tls.pem"), issued.certificate()).toString();
    String key = TestPem.write(folder.resolve("tls.key"), issued.keys()).toString();
    SettingSource source =
        new SettingSource(
            Map.of(
                "--tls-enabled",
                "true",
                "--tls-cert-path",
                certificate,
                "--tls-key-path",
                key,
                "--mtls-enabled",
                "true",
                "--tls-client-ca-cert-dir",
                folder.resolve("cas").toString(),
                "--verify-client-msp-id",
                Boolean.toString(verify)),
            Map.of());
    return SettingsReader.read(source).tls().orElseThrow();
  }

  private void passes(String organization, X509Certificate... shown) {
    assertThatCode(() -> MspIdCheck.check(cas, organization, List.of(shown)))
        .doesNotThrowAnyException();
  }

  private void isRefused(String text, String organization, X509Certificate... shown) {
    assertThatThrownBy(() -> MspIdCheck.check(cas, organization, List.of(shown)))
        .isInstanceOfSatisfying(
            OrchestratorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
        .hasMessage("invalid MSPID: " + text);
  }

  private void hasNoSuchOrganization(String organization, X509Certificate... shown) {
    isRefused(
        "cannot find MSPID \""
            + organization
            + "\" in client TLS certificate Subject Organizations",
        organization,
        shown);
  }

  private void hasAnotherIssuer(String organization, X509Certificate... shown) {
    isRefused("invalid issuer for MSPID \"" + organization + "\"", organization, shown);
  }

  @Test
  void aClientPassesAsTheOrganizationOfItsCertificate() throws Exception {
    passes("Org1", ca1.issue("CN=client,O=Org1").certificate());
  }

  @Test
  void theCheckIsMadeOnlyWhenAskedFor() throws Exception {
    assertThat(TestTls.of(settings(false)).mspIdCheck()).isEmpty();
    assertThat(TestTls.of(settings(true)).mspIdCheck()).isPresent();
  }

  @Test
  void eachOfSeveralOrganizationsInTheSubjectCounts() throws Exception {
    X509Certificate apart = ca2.issue("O=Org1,CN=client,O=Org2").certificate();
    X509Certificate joined = ca2.issue("CN=client,O=Org1+O=Org2+OU=x").certificate();

    passes("Org2", apart);
    passes("Org2", joined);
    hasAnotherIssuer("Org1", apart);
    hasAnotherIssuer("Org1", joined);
  }

  @Test
  void aNameWithSpecialCharactersIsComparedAsItIs() throws Exception {
    X509Certificate odd = ca1.issue("CN=client,O=Org\\, \\\"1\\\"").certificate();

    isRefused("cannot find MSPID \"Org, \"1\"\" in allowed organizations", "Org, \"1\"", odd);
    hasNoSuchOrganization("Org", odd);
  }

  @Test
  void anotherOrganizationThanTheSubjectsIsRefused() throws Exception {
    X509Certificate client = ca1.issue("CN=Org2,OU=Org2,O=Org1").certificate();

    hasNoSuchOrganization("Org2", client);
    hasNoSuchOrganization("org1", client);
    hasNoSuchOrganization("Org2", ca1.issue("CN=client").certificate());
  }

  @Test
  void withoutACertificateNobodyPasses() {
    hasNoSuchOrganization("Org1");
    assertThatThrownBy(
            () ->
                new MspIdCheck(() -> cas, new Refusals(new Metrics().tls()))
                    .check("Org1", Optional.empty(), null))
        .hasMessageContaining("Subject Organizations");
  }

  @Test
  void anOrganizationThatHasNoFolderIsRefused() throws Exception {
    X509Certificate client = ca1.issue("CN=client,O=Org3").certificate();

    isRefused("cannot find MSPID \"Org3\" in allowed organizations", "Org3", client);
  }

  @Test
  void anEmptyFolderRegistersNobody() throws Exception {
    Files.createDirectories(folder.resolve("cas/Org3"));
    Files.writeString(folder.resolve("cas/Org3/README.txt"), "certificates come here");
    cas = read();

    isRefused(
        "cannot find MSPID \"Org3\" in allowed organizations",
        "Org3",
        ca1.issue("CN=client,O=Org3").certificate());
  }

  @Test
  void aPathIsNoOrganization() throws Exception {
    isRefused(
        "cannot find MSPID \"../cas/Org1\" in allowed organizations",
        "../cas/Org1",
        ca1.issue("CN=client,O=../cas/Org1").certificate());
  }

  @Test
  void aCertificateOfAnotherOrganizationsCaIsRefused() throws Exception {
    hasAnotherIssuer("Org1", ca2.issue("CN=client,O=Org1").certificate());
  }

  @Test
  void aCertificateThatDoesNotNameItsIssuersKeyIsRefused() throws Exception {
    hasAnotherIssuer("Org1", ca1.withoutKeyIds().issue("CN=client,O=Org1").certificate());
  }

  @Test
  void theCaMayHaveIssuedAnIntermediateInstead() throws Exception {
    TestCa middle = ca1.intermediate("CN=middle");
    TestCa low = middle.intermediate("CN=low");
    X509Certificate client = low.issue("CN=client,O=Org1").certificate();

    passes("Org1", client, low.certificate(), middle.certificate());
    passes("Org1", client, middle.certificate(), low.certificate(), ca1.certificate());
    hasAnotherIssuer("Org1", client);
    hasAnotherIssuer("Org1", client, middle.certificate());
  }

  @Test
  void aCertificateThatIsMerelyShownAlongProvesNothing() throws Exception {
    X509Certificate client = ca2.issue("CN=client,O=Org1").certificate();
    X509Certificate stolen = ca1.issue("CN=other,O=Org1").certificate();

    hasAnotherIssuer("Org1", client, stolen, ca1.certificate(), ca2.certificate());
  }

  @Test
  void aForgedKeyIdentifierProvesNothing() throws Exception {
    hasAnotherIssuer("Org1", ca2.forge("CN=client,O=Org1", ca1).certificate());
  }

  @Test
  void aMalformedKeyIdentifierProvesNothing() throws Exception {
    byte[] cutOffWithin = {0x30, 0x02, (byte) 0x80, 0x14};
    byte[] noSequence = {0x04, 0x01, 0x00};

    for (byte[] identifier : List.of(cutOffWithin, noSequence)) {
      hasAnotherIssuer("Org1", ca1.withAuthority("CN=client,O=Org1", identifier).certificate());
    }
  }

  @Test
  void aRegisteredCaNeedNotBeARoot() throws Exception {
    TestCa middle = TestCa.root("CN=parent").intermediate("CN=middle");
    TestPem.write(folder.resolve("cas/Org3/middle.pem"), middle.certificate());
    cas = read();

    passes("Org3", middle.issue("CN=client,O=Org3").certificate());
  }

  @Test
  void aFileThatIsNoCertificateIsNamed() throws Exception {
    Path broken = Files.writeString(folder.resolve("cas/Org2/x.crt"), "not a certificate");

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessage("--tls-client-ca-cert-dir " + broken + ": it has no PEM certificate");
  }
}
