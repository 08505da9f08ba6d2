package orchestrator.server.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA that issues certificates with elliptic keys. */
public final class TestCa {
  /** When certificates begin that are not asked to begin otherwise. */
  static Instant anHourAgo() {
    return Instant.now().minus(1, ChronoUnit.HOURS);
  }

  /** Of 30 000 characters and more. */
  static final String LONG_SUBJECT = "OU=" + "x".repeat(60) + (",OU=" + "x".repeat(60)).repeat(500);

  private static final AtomicLong SERIAL = new AtomicLong(1);

  /**
   * A certificate and its private key.
   *
   * @param certificate it
   * @param keys its public key and the private one
   */
  public record Issued(X509Certificate certificate, KeyPair keys) {}

  private final Issued own;
  private final boolean namesItsKey;

  private TestCa(Issued own, boolean namesItsKey) {
    this.own = own;
    this.namesItsKey = namesItsKey;
  }

  /** A CA that has signed its own certificate. */
  public static TestCa root(String name) throws Exception {
    KeyPair keys = ellipticKeys();
    return new TestCa(new Issued(sign(name, name, keys, keys, true, true), keys), true);
  }

  /** A CA that has signed its own certificate, which ends then. */
  static TestCa root(String name, Instant end) throws Exception {
    KeyPair keys = ellipticKeys();
    X509v3CertificateBuilder builder = builder(name, name, keys, anHourAgo(), end);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    addKeyIds(builder, keys, keys);
    return new TestCa(new Issued(signed(builder, keys), keys), true);
  }

  /** A certificate that does not count any more. */
  public Issued issueEnded(String subject) throws Exception {
    return issue(subject, anHourAgo(), Instant.now().minusSeconds(1));
  }

  /** A certificate for some time and purposes. */
  Issued issue(String subject, Instant from, Instant to, KeyPurposeId... purposes)
      throws Exception {
    KeyPair keys = ellipticKeys();
    X509v3CertificateBuilder builder =
        builder(subject, own.certificate.getSubjectX500Principal().getName(), keys, from, to);
    addKeyIds(builder, keys, own.keys);
    // Where there is no subject, this is what names the holder.
    builder.addExtension(
        Extension.subjectAlternativeName,
        subject.isEmpty(),
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    if (purposes.length > 0) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
    return new Issued(signed(builder, own.keys), keys);
  }

  /** The same CA, which leaves out which key it signs with. */
  TestCa withoutKeyIds() {
    return new TestCa(own, false);
  }

  /** The same CA with a new certificate of the same key. */
  TestCa renewed() throws Exception {
    String name = own.certificate.getSubjectX500Principal().getName();
    return new TestCa(
        new Issued(sign(name, name, own.keys, own.keys, true, true), own.keys), namesItsKey);
  }

  /** A CA below this one. */
  TestCa intermediate(String name) throws Exception {
    return new TestCa(issue(name, ellipticKeys(), true), true);
  }

  /** A CA below this one, for some time. */
  TestCa intermediate(String name, Instant from, Instant to) throws Exception {
    KeyPair keys = ellipticKeys();
    String issuer = own.certificate.getSubjectX500Principal().getName();
    X509v3CertificateBuilder builder = builder(name, issuer, keys, from, to);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    addKeyIds(builder, keys, own.keys);
    return new TestCa(new Issued(signed(builder, own.keys), keys), true);
  }

  /** A certificate for this subject, such as {@code CN=client,O=MyOrg1MSP}, with a new key. */
  public Issued issue(String subject) throws Exception {
    return issue(subject, ellipticKeys(), false);
  }

  /** A certificate for this subject and this key. */
  Issued issue(String subject, KeyPair keys) throws Exception {
    return issue(subject, keys, false);
  }

  private Issued issue(String subject, KeyPair keys, boolean isCa) throws Exception {
    String issuer = own.certificate.getSubjectX500Principal().getName();
    return new Issued(sign(subject, issuer, keys, own.keys, isCa, namesItsKey), keys);
  }

  /** This CA's own certificate. */
  public X509Certificate certificate() {
    return own.certificate;
  }

  /** A certificate that names the key of {@code claimed} as the one that has signed it. */
  Issued forge(String subject, TestCa claimed) throws Exception {
    return withAuthority(
        subject,
        new JcaX509ExtensionUtils()
            .createAuthorityKeyIdentifier(claimed.own.keys.getPublic())
            .getEncoded());
  }

  /** A certificate with any bytes in the place of the identifier of the key that has signed it. */
  Issued withAuthority(String subject, byte[] identifier) throws Exception {
    KeyPair keys = ellipticKeys();
    X509v3CertificateBuilder builder =
        builder(subject, own.certificate.getSubjectX500Principal().getName(), keys);
    builder.addExtension(Extension.authorityKeyIdentifier, false, identifier);
    return new Issued(signed(builder, own.keys), keys);
  }

  static KeyPair ellipticKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static KeyPair rsaKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(String subject, String issuer, KeyPair keys) {
    return builder(subject, issuer, keys, anHourAgo(), Instant.now().plus(1, ChronoUnit.HOURS));
  }

  private static X509v3CertificateBuilder builder(
      String subject, String issuer, KeyPair keys, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        new X500Name(issuer),
        BigInteger.valueOf(SERIAL.getAndIncrement()),
        Date.from(from),
        Date.from(to),
        new X500Name(subject),
        keys.getPublic());
  }

  private static X509Certificate sign(
      String subject, String issuer, KeyPair keys, KeyPair signer, boolean isCa, boolean keyIds)
      throws Exception {
    X509v3CertificateBuilder builder = builder(subject, issuer, keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    if (keyIds) {
      addKeyIds(builder, keys, signer);
    }
    return signed(builder, signer);
  }

  private static void addKeyIds(X509v3CertificateBuilder builder, KeyPair keys, KeyPair signer)
      throws Exception {
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        ids.createAuthorityKeyIdentifier(signer.getPublic()));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair signer)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
  }
}
