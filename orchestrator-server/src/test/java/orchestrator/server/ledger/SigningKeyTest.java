package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import orchestrator.pem.SigningKey;
import org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPrivateKey;
import org.hyperledger.fabric.client.identity.Signers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {

  private static final byte[] TEXT = "a proposal".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1"})
  void whatTheGatewaySignsWithItTheCertificatesKeyVerifies(String curve) throws Exception {
    KeyPair keys = keys(curve);
    PrivateKey prepared = SigningKey.of(keys.getPrivate());

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT);
    byte[] signed = Signers.newPrivateKeySigner(prepared).sign(digest);

    assertThat(prepared).isInstanceOf(BCECPrivateKey.class);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(keys.getPublic());
    signature.update(TEXT);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void aKeyOfAnotherKindStays() throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();

    assertThat(SigningKey.of(key)).isSameAs(key);
  }

  private static KeyPair keys(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }
}
