package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Holds a certificate and the key that belongs to it. */
public record Credentials(X509Certificate certificate, PrivateKey key) {
  /** The signature of the bytes, as Fabric signs: ECDSA over their SHA-256, in DER. */
  public ByteString sign(ByteString data) {
    try {
      return Ecdsa.sign(key, data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the key of a loopback network", e);
    }
  }
}
