package orchestrator.loopback.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues an organization's certificates, and has its root certificate. */
public final class CertificateAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIFE = Duration.ofDays(3650);

  /** Certificates count at once on machines whose clocks are a little behind. */
  private static final Duration HEAD_START = Duration.ofMinutes(10);

  private final Credentials root;

  private CertificateAuthority(Credentials root) {
    this.root = root;
  }

  /**
   * A new authority with a key of its own.
   *
   * @param name the common name of its certificate
   */
  public static CertificateAuthority create(String name) {
    KeyPair keys = Ecdsa.newKeys(RANDOM);
    X500Name subject = new X500Name("CN=" + name);
    try {
      X509v3CertificateBuilder certificate = certificate(subject, subject, keys);
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      certificate.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
      return new CertificateAuthority(
          new Credentials(sign(certificate, keys.getPrivate()), keys.getPrivate()));
    } catch (CertIOException e) {
      throw new IllegalStateException("cannot make the certificate of " + name, e);
    }
  }

  /** The root certificate. */
  public X509Certificate certificate() {
    return root.certificate();
  }

  /** What a member signs with; {@code role} is its organizational unit, as in {@code client}. */
  public Credentials issueMember(String name, String role) {
    return issue(new X500Name("CN=" + name + ",OU=" + role));
  }

  /** What a TLS server on the loopback interface shows. */
  public Credentials issueServer(String name) {
    return issue(new X500Name("CN=" + name));
  }

  private Credentials issue(X500Name subject) {
    KeyPair keys = Ecdsa.newKeys(RANDOM);
    X500Name issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    try {
      X509v3CertificateBuilder certificate = certificate(issuer, subject, keys);
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      GeneralName[] loopback = {
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.dNSName, "localhost")
      };
      certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(loopback));
      X509Certificate signed = sign(certificate, root.key());
      return new Credentials(signed, keys.getPrivate());
    } catch (CertIOException e) {
      throw new IllegalStateException("cannot make the certificate of " + subject, e);
    }
  }

  private static X509v3CertificateBuilder certificate(
      X500Name issuer, X500Name subject, KeyPair keys) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(64, RANDOM),
        Date.from(now.minus(HEAD_START)),
        Date.from(now.plus(LIFE)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder certificate, PrivateKey issuer) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign a certificate of the loopback network", e);
    }
  }
}
