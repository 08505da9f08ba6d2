package orchestrator.executor.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * Makes a certificate that has signed itself, and its key.
 *
 * @param certificate in PEM
 * @param key in PEM, as PKCS#1 or SEC 1
 */
record CertificateMaker(String certificate, String key) {
  static final Map<String, String> CURVES =
      Map.of("P224", "secp224r1", "P256", "secp256r1", "P384", "secp384r1", "P521", "secp521r1");

  private static final X500Name NAME = new X500Name("O=Gorchestrator");
  private static final int SERIAL_BITS = 127;

  /** Has the small curve too, which the JDK has no more. */
  private static final Provider PROVIDER = new BouncyCastleProvider();

  static CertificateMaker make(CertificateRequest request) {
    try {
      SecureRandom random = new SecureRandom();
      KeyPair keys = keys(request, random);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
              Date.from(request.start()),
              Date.from(request.start().plus(request.duration())),
              NAME,
              keys.getPublic());
      int usage = KeyUsage.keyEncipherment | KeyUsage.digitalSignature;
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(request.authority() ? usage | KeyUsage.keyCertSign : usage));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(request.authority()));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              request.hosts().stream().map(CertificateMaker::name).toArray(GeneralName[]::new)));
      X509CertificateHolder certificate =
          builder.build(
              new JcaContentSignerBuilder(
                      request.curve().isPresent() ? "SHA256withECDSA" : "SHA256withRSA")
                  .setProvider(PROVIDER)
                  .build(keys.getPrivate()));
      return new CertificateMaker(pem(certificate), pem(keys.getPrivate()));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalArgumentException("no certificate can be made: " + e.getMessage(), e);
    }
  }

  private static KeyPair keys(CertificateRequest request, SecureRandom random)
      throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(request.curve().isPresent() ? "EC" : "RSA", PROVIDER);
    if (request.curve().isPresent()) {
      generator.initialize(new ECGenParameterSpec(CURVES.get(request.curve().get())), random);
    } else {
      generator.initialize(request.rsaBits(), random);
    }
    return generator.generateKeyPair();
  }

  private static GeneralName name(String host) {
    return IPAddress.isValid(host)
        ? new GeneralName(GeneralName.iPAddress, host)
        : new GeneralName(GeneralName.dNSName, host);
  }

  private static String pem(Object what) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    }
    return text.toString();
  }
}
