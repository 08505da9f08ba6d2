package orchestrator.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;

/**
 * What somebody proves with who they are.
 *
 * @param chain their certificate, then those that lead to its CA
 * @param key the private key of the first one
 */
public record Credentials(List<X509Certificate> chain, PrivateKey key) {

  /**
   * Reads PEM files.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  public static Credentials read(SettingFile certificate, SettingFile key) {
    List<X509Certificate> chain = new PemFile(certificate).certificates();
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey privateKey = new PrivateKeyFile(key).read(publicKey);
    if (!isPair(privateKey, publicKey)) {
      throw key.wrong("the key is not the one of the certificate");
    }
    return new Credentials(chain, privateKey);
  }

  /**
   * Refuses a certificate that has ended, or does not count yet.
   *
   * @param certificate where it was read from
   * @throws SettingsException that names the file
   */
  public void requireCurrent(SettingFile certificate) {
    Instant now = Instant.now();
    Instant begin = chain.get(0).getNotBefore().toInstant();
    Instant end = chain.get(0).getNotAfter().toInstant();
    if (end.isBefore(now)) {
      throw certificate.wrong("the certificate ended on " + end);
    }
    if (begin.isAfter(now)) {
      throw certificate.wrong("the certificate begins on " + begin);
    }
  }

  /** Whether what one signs the other verifies; true for algorithms that are not known here. */
  private static boolean isPair(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return true;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      byte[] text = {1, 2, 3};
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
