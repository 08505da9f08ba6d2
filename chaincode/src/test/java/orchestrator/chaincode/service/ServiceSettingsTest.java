package orchestrator.chaincode.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import orchestrator.chaincode.fixtures.TestCertificates;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
  @TempDir private Path folder = Path.of("");
  private final Map<String, String> variables = new HashMap<>();
  private String certificate = "";
  private String key = "";

  @BeforeEach
  void aServiceWithoutTls() throws Exception {
    variables.put("CORE_CHAINCODE_ID_NAME", "orchestrator:1");
    variables.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9999");
    TestCertificates made = TestCertificates.into(folder);
    certificate = made.certificate().toString();
    key = made.key().toString();
  }

  private ChaincodeServerProperties properties() {
    return ServiceSettings.from(variables).properties();
  }

  private String fault() {
    return assertThatThrownBy(this::properties)
        .isInstanceOf(SettingException.class)
        .actual()
        .getMessage();
  }

  @Test
  void thereIsNoTlsUnlessItIsAskedFor() {
    assertThat(properties().isTlsEnabled()).isFalse();
  }

  @Test
  void tlsIsSetByTheNamesOfFabricsExamples() {
    variables.put("CHAINCODE_TLS_DISABLED", "false");
    variables.put("CHAINCODE_TLS_CERT", certificate);
    variables.put("CHAINCODE_TLS_KEY", key);
    variables.put("CHAINCODE_CLIENT_CA_CERT", certificate);

    assertThat(properties().isTlsEnabled()).isTrue();
    assertThat(properties().getKeyCertChainFile()).isEqualTo(certificate);
    assertThat(properties().getKeyFile()).isEqualTo(key);
    assertThat(properties().getTrustCertCollectionFile()).isEqualTo(certificate);
  }

  @Test
  void tlsIsSetByTheNamesOfTheShim() {
    variables.put("CORE_PEER_TLS_ENABLED", "true");
    variables.put("CORE_TLS_CLIENT_CERT_FILE", certificate);
    variables.put("CORE_TLS_CLIENT_KEY_FILE", key);

    assertThat(properties().isTlsEnabled()).isTrue();
    assertThat(properties().getKeyCertChainFile()).isEqualTo(certificate);
    assertThat(properties().getTrustCertCollectionFile()).isNull();
  }

  @Test
  void whoNamesACertificateWantsTls() {
    variables.put("CHAINCODE_TLS_CERT", certificate);

    assertThat(fault()).isEqualTo("CHAINCODE_TLS_KEY: not set; it is the key of the service");
  }

  @Test
  void tlsCanBeSwitchedOffWithItsFilesNamed() {
    variables.put("CHAINCODE_TLS_DISABLED", "true");
    variables.put("CHAINCODE_TLS_CERT", "nowhere.pem");

    assertThat(properties().isTlsEnabled()).isFalse();
  }

  @Test
  void aWrongVariableIsNamed() throws IOException {
    variables.put("CHAINCODE_TLS_KEY", key);
    variables.put("CHAINCODE_TLS_CERT", "nowhere.pem");
    assertThat(fault()).isEqualTo("CHAINCODE_TLS_CERT: there is no readable file nowhere.pem");

    Path empty = Files.createFile(folder.resolve("empty"));
    variables.put("CHAINCODE_TLS_CERT", empty.toString());
    assertThat(fault()).isEqualTo("CHAINCODE_TLS_CERT: there is no certificate in " + empty);

    variables.put("CHAINCODE_TLS_DISABLED", "no");
    assertThat(fault()).isEqualTo("CHAINCODE_TLS_DISABLED: \"no\" is not true or false");

    for (String address : new String[] {"localhost", "localhost:0", "localhost:65536", ":1"}) {
      variables.put("CHAINCODE_SERVER_ADDRESS", address);
      assertThat(fault())
          .isEqualTo("CHAINCODE_SERVER_ADDRESS: \"" + address + "\" is not HOST:PORT");
    }

    variables.remove("CORE_CHAINCODE_ID_NAME");
    assertThat(fault())
        .isEqualTo(
            "CORE_CHAINCODE_ID_NAME: not set;"
                + " it is the id of the package that the peer has installed");
  }

  /** Does nothing but run. */
  private static final class Idle extends ServedChaincode {
    @Override
    public Response init(ChaincodeStub stub) {
      return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
      return ResponseUtils.newSuccessResponse();
    }
  }

  @Test
  void aPortThatIsTakenEndsTheStart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      variables.put("CHAINCODE_SERVER_ADDRESS", address);

      assertThatThrownBy(() -> new Idle().run(new String[0], variables))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("CHAINCODE_SERVER_ADDRESS: cannot listen on " + address + ";");
    }
  }

  @Test
  void aKeyThatIsNotTheCertificatesIsRefused() throws Exception {
    Path others = TestCertificates.into(Files.createDirectory(folder.resolve("other"))).key();
    Path empty = Files.createFile(folder.resolve("no key"));
    variables.put("CHAINCODE_TLS_CERT", certificate);

    variables.put("CHAINCODE_TLS_KEY", others.toString());
    assertThat(fault())
        .isEqualTo("CHAINCODE_TLS_KEY: the key in " + others + " is not that of the certificate");
    variables.put("CHAINCODE_TLS_KEY", empty.toString());
    assertThat(fault()).isEqualTo("CHAINCODE_TLS_KEY: there is no key in " + empty);
  }

  @Test
  void aProgramThatNobodyHasToldWhatItIsDoesNotStart() {
    assertThatThrownBy(() -> new Idle().run(new String[0], Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("CORE_CHAINCODE_ID_NAME: not set");
  }
}
