package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Signs and checks as a Fabric network does: ECDSA on the curve P-256 over SHA-256, in DER. A
 * transaction has a dozen signatures, and they are most of what a network has to compute. Bouncy
 * Castle checks one in a fifth of the time that Java 17 takes for it, but only with keys of its own
 * making.
 */
final class Ecdsa {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final String ALGORITHM = "SHA256withECDSA";

  private Ecdsa() {}

  /** New keys. */
  static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("there are no keys on the curve P-256", e);
    }
  }

  /** The same key in the form in which it is checked fast. */
  static PublicKey prepared(PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", PROVIDER)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  static ByteString sign(PrivateKey key, ByteString data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
    signature.initSign(key);
    signature.update(data.asReadOnlyByteBuffer());
    return ByteString.copyFrom(signature.sign());
  }

  /** Whether the signature is that of the data; one that is no signature at all is not. */
  static boolean verify(PublicKey key, ByteString data, ByteString signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM, PROVIDER);
      verifier.initVerify(key);
      verifier.update(data.asReadOnlyByteBuffer());
      return verifier.verify(signature.toByteArray());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
