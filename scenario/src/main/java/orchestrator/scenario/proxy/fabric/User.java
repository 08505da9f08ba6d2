package orchestrator.scenario.proxy.fabric;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;
import orchestrator.pem.SigningKey;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Signs as the user in whose name transactions are sent. */
final class User {
  private final Identity identity;
  private final Signer signer;
  private final Hash hash;

  private User(Identity identity, Signer signer, Hash hash) {
    this.identity = identity;
    this.signer = signer;
    this.hash = hash;
  }

  /**
   * Reads the user's files.
   *
   * @throws IllegalArgumentException when one of them cannot be used
   */
  static User read(FabricOptions options) {
    X509Certificate certificate =
        read(FabricOptions.CERTIFICATE, options.certificate(), PemFile::certificates).get(0);
    PrivateKey key =
        read(FabricOptions.KEY, options.key(), file -> file.keyOf(certificate.getPublicKey()));
    try {
      return new User(
          new X509Identity(options.mspId(), certificate),
          Signers.newPrivateKeySigner(SigningKey.of(key)),
          // What is signed with an Edwards curve is hashed by the signature itself.
          key.getAlgorithm().equals("EdDSA") ? Hash.NONE : Hash.SHA256);
    } catch (IllegalArgumentException e) {
      throw FabricOptions.unusable(
          FabricOptions.KEY, options.key(), "Fabric takes elliptic curve keys only");
    }
  }

  private static <T> T read(String option, Path path, Function<PemFile, T> reading) {
    try {
      return reading.apply(new PemFile(path));
    } catch (PemException e) {
      throw FabricOptions.unusable(option, path, e.getMessage());
    }
  }

  /** The user, for the library that makes proposals. */
  Identity identity() {
    return identity;
  }

  /** The user as peers read it. */
  ByteString serialized() {
    return SerializedIdentity.newBuilder()
        .setMspid(identity.getMspId())
        .setIdBytes(ByteString.copyFrom(identity.getCredentials()))
        .build()
        .toByteString();
  }

  /** Signs a message. Safe for many threads. */
  ByteString sign(ByteString message) {
    try {
      return ByteString.copyFrom(signer.sign(hash.apply(message.toByteArray())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the user's key cannot sign", e);
    }
  }
}
