package orchestrator.loopback.crypto;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Holds the keys and certificates of an organization.
 *
 * @param mspId its name in the network
 * @param members issues what members sign with
 * @param servers issues what its servers show to clients
 * @param user the client that the organization calls the network with
 * @param peer what its peer endorses with
 * @param server what its peer shows to clients
 */
public record Organization(
    String mspId,
    CertificateAuthority members,
    CertificateAuthority servers,
    Credentials user,
    Credentials peer,
    Credentials server) {

  /** A new organization with authorities and keys of its own. */
  public static Organization create(String mspId) {
    CertificateAuthority members = CertificateAuthority.create("ca." + mspId);
    CertificateAuthority servers = CertificateAuthority.create("tlsca." + mspId);
    return new Organization(
        mspId,
        members,
        servers,
        members.issueMember("user." + mspId, "client"),
        members.issueMember("peer." + mspId, "peer"),
        servers.issueServer("peer." + mspId));
  }

  /** The peer as it names itself in what it has signed. */
  public ByteString serializedPeer() {
    return SerializedIdentity.newBuilder()
        .setMspid(mspId)
        .setIdBytes(ByteString.copyFromUtf8(Pem.of(peer.certificate())))
        .build()
        .toByteString();
  }
}
