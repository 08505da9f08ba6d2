package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Knows who belongs to a channel, and checks whether something was signed by whom it says. */
public final class Membership {
  private final Map<String, X509Certificate> authorities = new ConcurrentHashMap<>();
  private final Map<ByteString, PublicKey> known = new ConcurrentHashMap<>();
  private final CheckedSignatures checked = new CheckedSignatures();

  public Membership(List<Organization> organizations) {
    organizations.forEach(o -> authorities.put(o.mspId(), o.members().certificate()));
  }

  /** The MSP ids of the channel's organizations, in order. */
  public Set<String> organizations() {
    return new TreeSet<>(authorities.keySet());
  }

  /**
   * The organization that someone is a member of, be the certificate valid still or not.
   *
   * @param identity a {@link SerializedIdentity}
   * @return empty when it cannot be read or no organization of the channel has issued it
   */
  public Optional<String> claimed(ByteString identity) {
    try {
      SerializedIdentity serialized = SerializedIdentity.parseFrom(identity);
      certificate(serialized);
      return Optional.of(serialized.getMspid());
    } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Whether a member of the channel has signed the data with the key of its certificate. */
  public boolean hasSigned(ByteString identity, ByteString data, ByteString signature) {
    Optional<PublicKey> key = key(identity);
    return key.isPresent()
        && checked.check(data, signature, identity, () -> Ecdsa.verify(key.get(), data, signature));
  }

  /** The key of a member; empty when its certificate is not good. */
  private Optional<PublicKey> key(ByteString identity) {
    Optional<PublicKey> before = Optional.ofNullable(known.get(identity));
    if (before.isPresent()) {
      return before;
    }
    Optional<PublicKey> key = read(identity);
    key.ifPresent(k -> known.put(identity, k));
    return key;
  }

  private Optional<PublicKey> read(ByteString identity) {
    try {
      X509Certificate certificate = certificate(SerializedIdentity.parseFrom(identity));
      certificate.checkValidity();
      return Optional.of(Ecdsa.prepared(certificate.getPublicKey()));
    } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The certificate that the organization has issued; an exception when it has not. */
  private X509Certificate certificate(SerializedIdentity identity) throws GeneralSecurityException {
    X509Certificate authority = authorities.get(identity.getMspid());
    if (authority == null) {
      throw new GeneralSecurityException("there is no organization " + identity.getMspid());
    }
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(identity.getIdBytes().newInput());
    certificate.verify(authority.getPublicKey());
    return certificate;
  }
}
