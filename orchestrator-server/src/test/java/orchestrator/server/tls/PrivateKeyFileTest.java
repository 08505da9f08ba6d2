package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateKeyFileTest {
  @TempDir private Path folder;

  private PrivateKey read(String pem, PublicKey publicKey) throws IOException {
    Path file = Files.writeString(folder.resolve("tls.key"), pem);
    return new PrivateKeyFile(new SettingFile("--tls-key-path", file)).read(publicKey);
  }

  private void isRefused(String pem, PublicKey publicKey, String reason) {
    assertThatThrownBy(() -> read(pem, publicKey))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--tls-key-path " + folder.resolve("tls.key") + ": " + reason);
  }

  @Test
  void aKeyMayBePkcs8() throws Exception {
    for (KeyPair keys : List.of(TestCa.rsaKeys(), TestCa.ellipticKeys())) {
      String pem = TestPem.text(new JcaPKCS8Generator(keys.getPrivate(), null));

      assertThat(pem).contains("BEGIN PRIVATE KEY");
      assertThat(read(pem, keys.getPublic())).isEqualTo(keys.getPrivate());
    }
  }

  @Test
  void anRsaKeyMayBePkcs1() throws Exception {
    KeyPair keys = TestCa.rsaKeys();
    String pem = TestPem.text(keys);

    assertThat(pem).contains("BEGIN RSA PRIVATE KEY");
    assertThat(read(pem, keys.getPublic())).isEqualTo(keys.getPrivate());
  }

  @Test
  void anEllipticKeyMayBeSec1WithOrWithoutItsCurve() throws Exception {
    KeyPair keys = TestCa.ellipticKeys();
    ECPrivateKey key = (ECPrivateKey) keys.getPrivate();
    byte[] withCurve =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
            .getEncoded();
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    String pem = TestPem.text(new PemObject("EC PRIVATE KEY", withCurve));
    // The JDK keeps how a key was written, so that keys are compared by their number.
    ECPrivateKey readBack = (ECPrivateKey) read(curve + pem, keys.getPublic());
    assertThat(readBack.getS()).isEqualTo(key.getS());
    assertThat(TestPem.text(keys)).contains("BEGIN EC PRIVATE KEY");
    assertThat(read(TestPem.text(keys), keys.getPublic())).isEqualTo(key);
  }

  @Test
  void whatStandsBesideTheKeyDoesNotMatter() throws Exception {
    TestCa ca = TestCa.root("CN=ca");
    KeyPair keys = TestCa.ellipticKeys();
    String pem = "Key of Zoë\r\n" + TestPem.text(ca.certificate(), keys);

    assertThat(read(pem.replace("\n", "\r\n"), keys.getPublic())).isEqualTo(keys.getPrivate());
  }

  @Test
  void anEncryptedKeyIsRefused() throws Exception {
    KeyPair keys = TestCa.rsaKeys();
    BouncyCastleProvider provider = new BouncyCastleProvider();
    char[] password = "secret".toCharArray();
    String old =
        TestPem.text(
            new JcaMiscPEMGenerator(
                keys.getPrivate(),
                new JcePEMEncryptorBuilder("AES-128-CBC").setProvider(provider).build(password)));
    String pkcs8 =
        TestPem.text(
            new JcaPKCS8Generator(
                keys.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(provider)
                    .setPassword(password)
                    .build()));

    String reason = "the key is encrypted; it must be given without a passphrase";
    isRefused(old, keys.getPublic(), reason);
    isRefused(pkcs8, keys.getPublic(), reason);
  }

  @Test
  void aFileWithoutAKeyIsRefused() throws Exception {
    PublicKey any = TestCa.ellipticKeys().getPublic();

    isRefused("", any, "it has no PEM private key");
    isRefused(TestPem.text(TestCa.root("CN=ca").certificate()), any, "it has no PEM private key");
  }

  @Test
  void aKeyOfAnotherKindOrInPiecesIsRefused() throws Exception {
    KeyPair rsa = TestCa.rsaKeys();
    PublicKey elliptic = TestCa.ellipticKeys().getPublic();
    String noElliptic = "it has no EC private key, as the certificate needs";

    isRefused(TestPem.text(rsa), elliptic, noElliptic);
    isRefused(TestPem.text(new JcaPKCS8Generator(rsa.getPrivate(), null)), elliptic, noElliptic);
    isRefused(block("EC PRIVATE KEY", "MAA="), elliptic, noElliptic);
    isRefused(block("PRIVATE KEY", "%%%"), elliptic, noElliptic);
    isRefused(
        TestPem.text(rsa).replaceFirst("\nM", "\n"),
        rsa.getPublic(),
        "it has no RSA private key, as the certificate needs");
  }

  private static String block(String label, String text) {
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
