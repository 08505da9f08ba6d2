package orchestrator.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PemFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("some.pem"), text);
  }

  private PrivateKey read(String pem, PublicKey publicKey) throws IOException {
    return new PemFile(file(pem)).keyOf(publicKey);
  }

  private void isRefused(String pem, PublicKey publicKey, String reason) {
    assertThatThrownBy(() -> read(pem, publicKey))
        .isInstanceOf(PemException.class)
        .hasMessage(reason);
  }

  private static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair rsaKeys() throws GeneralSecurityException {
    return keys("RSA", 2048);
  }

  private static KeyPair ellipticKeys() throws GeneralSecurityException {
    return keys("EC", 256);
  }

  private static X509Certificate certificate(String name) throws Exception {
    KeyPair own = ellipticKeys();
    X500Name subject = new X500Name("CN=" + name);
    Date any = Date.from(Instant.EPOCH);
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject, BigInteger.ONE, any, any, subject, own.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate())));
  }

  /** As the common tools write: RSA as PKCS#1, elliptic as SEC 1, generators as they say. */
  private static String text(Object... things) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object thing : things) {
        writer.writeObject(thing);
      }
    }
    return text.toString();
  }

  @Test
  void aKeyMayBePkcs8() throws Exception {
    for (KeyPair keys :
        List.of(rsaKeys(), ellipticKeys(), keys("Ed25519", 255), keys("Ed448", 448))) {
      String pem = text(new JcaPKCS8Generator(keys.getPrivate(), null));

      assertThat(pem).contains("BEGIN PRIVATE KEY");
      assertThat(read(pem, keys.getPublic())).isEqualTo(keys.getPrivate());
    }
  }

  @Test
  void anRsaKeyMayBePkcs1() throws Exception {
    KeyPair keys = rsaKeys();
    String pem = text(keys);

    assertThat(pem).contains("BEGIN RSA PRIVATE KEY");
    assertThat(read(pem, keys.getPublic())).isEqualTo(keys.getPrivate());
  }

  @Test
  void anEllipticKeyMayBeSec1WithOrWithoutItsCurve() throws Exception {
    KeyPair keys = ellipticKeys();
    ECPrivateKey key = (ECPrivateKey) keys.getPrivate();
    byte[] withCurve =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
            .getEncoded();
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    String pem = text(new PemObject("EC PRIVATE KEY", withCurve));
    // The JDK keeps how a key was written, so that keys are compared by their number.
    ECPrivateKey readBack = (ECPrivateKey) read(curve + pem, keys.getPublic());
    assertThat(readBack.getS()).isEqualTo(key.getS());
    assertThat(text(keys)).contains("BEGIN EC PRIVATE KEY");
    assertThat(read(text(keys), keys.getPublic())).isEqualTo(key);
  }

  @Test
  void whatStandsBesideTheKeyDoesNotMatter() throws Exception {
    X509Certificate ca = certificate("ca");
    KeyPair keys = ellipticKeys();
    String pem = "Key of Zoë\r\n" + text(ca, keys);

    assertThat(read(pem.replace("\n", "\r\n"), keys.getPublic())).isEqualTo(keys.getPrivate());
  }

  @Test
  void aFileMayBeginWithAByteOrderMark() throws Exception {
    X509Certificate ca = certificate("ca");

    assertThat(new PemFile(file("\ufeff" + text(ca))).certificates()).containsExactly(ca);
  }

  @Test
  void certificatesKeepTheirOrderAmongOtherBlocks() throws Exception {
    X509Certificate one = certificate("one");
    X509Certificate two = certificate("two");
    String pem = text(two, ellipticKeys(), new PemObject("X", new byte[] {1}), one);

    assertThat(new PemFile(file(pem)).certificates()).containsExactly(two, one);
  }

  @Test
  void aKeyOfTheSameKindThatIsAnothersIsRefused() throws Exception {
    for (List<KeyPair> two :
        List.of(
            List.of(rsaKeys(), rsaKeys()),
            List.of(ellipticKeys(), ellipticKeys()),
            List.of(ellipticKeys(), keys("EC", 384)),
            List.of(keys("Ed25519", 255), keys("Ed25519", 255)),
            List.of(keys("Ed25519", 255), keys("Ed448", 448)))) {
      isRefused(
          text(new JcaPKCS8Generator(two.get(0).getPrivate(), null)),
          two.get(1).getPublic(),
          "the key is not the one of the certificate");
    }
  }

  private void hasNoCertificates(byte[] content, String reason) throws IOException {
    Path file = Files.write(folder.resolve("some.pem"), content);

    assertThatThrownBy(() -> new PemFile(file).certificates())
        .isInstanceOf(PemException.class)
        .hasMessage(reason);
  }

  @Test
  void aFileThatHoldsNoCertificateIsRefused() throws Exception {
    byte[] whole = text(certificate("ca")).getBytes(US_ASCII);
    String unreadable = "it has a certificate that cannot be read";

    hasNoCertificates(new byte[0], "it has no PEM certificate");
    hasNoCertificates(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}, "it has no PEM certificate");
    hasNoCertificates(Arrays.copyOf(whole, whole.length / 2), unreadable);
    hasNoCertificates(block("CERTIFICATE", "%%%").getBytes(US_ASCII), unreadable);
    hasNoCertificates(block("CERTIFICATE", "MAA=").getBytes(US_ASCII), unreadable);
    hasNoCertificates(new byte[(1 << 20) + 1], "it is larger than 1 MiB");
    assertThatThrownBy(() -> new PemFile(folder).certificates())
        .hasMessage("there is no such file");
  }

  @Test
  void anEncryptedKeyIsRefused() throws Exception {
    KeyPair keys = rsaKeys();
    BouncyCastleProvider provider = new BouncyCastleProvider();
    char[] password = "secret".toCharArray();
    String old =
        text(
            new JcaMiscPEMGenerator(
                keys.getPrivate(),
                new JcePEMEncryptorBuilder("AES-128-CBC").setProvider(provider).build(password)));
    String pkcs8 =
        text(
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
    PublicKey any = ellipticKeys().getPublic();

    isRefused("", any, "it has no PEM private key");
    isRefused(text(certificate("ca")), any, "it has no PEM private key");
  }

  @Test
  void aKeyOfAnotherKindOrInPiecesIsRefused() throws Exception {
    KeyPair rsa = rsaKeys();
    PublicKey elliptic = ellipticKeys().getPublic();
    String noElliptic = "it has no EC private key, as the certificate needs";

    isRefused(text(rsa), elliptic, noElliptic);
    isRefused(text(new JcaPKCS8Generator(rsa.getPrivate(), null)), elliptic, noElliptic);
    isRefused(block("EC PRIVATE KEY", "MAA="), elliptic, noElliptic);
    isRefused(block("PRIVATE KEY", "%%%"), elliptic, noElliptic);
    isRefused(
        text(rsa).replaceFirst("\nM", "\n"),
        rsa.getPublic(),
        "it has no RSA private key, as the certificate needs");
  }

  private static String block(String label, String text) {
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
