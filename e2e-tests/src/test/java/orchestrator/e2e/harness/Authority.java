package orchestrator.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates of a test.
 *
 * @param name its subject
 * @param keys what it signs with
 * @param certificate PEM file of its certificate
 */
public record Authority(X500Name name, KeyPair keys, Path certificate) {

  /** Somebody's certificate and its private key, as PEM files. */
  public record Identity(Path certificate, Path key) {

    /** The TLS of a server that shows this certificate, and asks its clients for none. */
    public SSLContext server() throws IOException, GeneralSecurityException {
      KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
      own.load(null, null);
      own.setKeyEntry("own", privateKey(), new char[0], new Certificate[] {x509()});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    }

    private Certificate x509() throws IOException, GeneralSecurityException {
      try (InputStream pem = Files.newInputStream(certificate)) {
        return CertificateFactory.getInstance("X.509").generateCertificate(pem);
      }
    }

    private PrivateKey privateKey() throws IOException {
      try (PEMParser pem = new PEMParser(Files.newBufferedReader(key))) {
        return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) pem.readObject());
      }
    }
  }

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
    return issue(folder, file, subject, new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  /** Issues a certificate for a host that has a name. */
  public Identity issueFor(String host, Path folder, String file) throws Exception {
    return issue(folder, file, "CN=" + host, new GeneralName(GeneralName.dNSName, host));
  }

  private Identity issue(Path folder, String file, String subject, GeneralName host)
      throws Exception {
    KeyPair own = newKeys();
    X509v3CertificateBuilder builder = builder(name, new X500Name(subject), own);
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        ids.createAuthorityKeyIdentifier(keys.getPublic()));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
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
        Date.from(now.plus(Duration.ofDays(90))),
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
