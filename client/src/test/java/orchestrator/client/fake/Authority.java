package orchestrator.client.fake;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of a test.
 *
 * @param name its subject
 * @param keys what it signs with
 * @param certificate PEM file of its certificate
 */
public record Authority(X500Name name, KeyPair keys, Path certificate) {

  /** Somebody's certificate and its private key, as PEM files. */
  public record Identity(Path certificate, Path key) {}

  /** Makes a new authority, with its certificate in {@code folder}. */
  public static Authority in(Path folder, String name) throws Exception {
    KeyPair keys = newKeys();
    X500Name subject = new X500Name("CN=" + name);
    X509v3CertificateBuilder builder = builder(subject, subject, keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(keys.getPublic()));
    return new Authority(subject, keys, pem(folder.resolve(name + ".crt"), signed(builder, keys)));
  }

  /** Issues a certificate for 127.0.0.1 with this subject, such as {@code O=MyOrg1MSP,CN=x}. */
  public Identity issue(Path folder, String file, String subject) throws Exception {
    KeyPair own = newKeys();
    X509v3CertificateBuilder builder = builder(name, new X500Name(subject), own);
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        ids.createAuthorityKeyIdentifier(keys.getPublic()));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    return new Identity(
        pem(folder.resolve(file + ".crt"), signed(builder, keys)),
        pem(folder.resolve(file + ".key"), new JcaPKCS8Generator(own.getPrivate(), null)));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(64, ThreadLocalRandom.current()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofHours(1))),
        subject,
        keys.getPublic());
  }

  private static X509CertificateHolder signed(X509v3CertificateBuilder builder, KeyPair keys)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private static Path pem(Path file, Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return Files.writeString(file, text.toString());
  }
}
