package orchestrator.pem;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Prepares a private key so that Fabric's gateway library signs with it fast. The library signs
 * with Bouncy Castle, which for each signature works out anew what belongs to the curve of a key
 * that is not of its own making: two thirds of the time that a signature takes. A write has three
 * of them.
 */
public final class SigningKey {
  private SigningKey() {}

  /** The same key; one that Bouncy Castle cannot take over stays as it is. */
  public static PrivateKey of(PrivateKey key) {
    if (!key.getAlgorithm().equals("EC")) {
      return key;
    }
    try {
      return KeyFactory.getInstance("EC", new BouncyCastleProvider())
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      return key;
    }
  }
}
