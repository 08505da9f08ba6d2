package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TlsOptionsTest {
  @Test
  void theOrganizationStandsInTheNamesOfItsFiles() {
    TlsOptions tls = given("--tls-cert=none/{organization}.pem", "--tls-key=none/k.pem");

    assertThat(tls.areGiven()).isTrue();
    assertThat(tls.fault()).isEmpty();
    assertThatThrownBy(() -> tls.applyTo(OrchestratorClient.builder("h:1"), "MyOrg1MSP"))
        .hasMessageContaining("MyOrg1MSP.pem");
  }

  @Test
  void aCertificateNeedsItsKey() {
    assertThat(given("--tls-cert=c.pem").fault()).contains("--tls-cert and --tls-key go together");
  }

  @Test
  void withoutThemNothingIsGiven() {
    assertThat(given().areGiven()).isFalse();
  }

  private static TlsOptions given(String... options) {
    TlsOptions tls = new TlsOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(tls)).parseArgs(options);
    return tls;
  }
}
