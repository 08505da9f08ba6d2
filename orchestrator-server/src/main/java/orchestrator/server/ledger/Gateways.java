package orchestrator.server.ledger;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orchestrator.server.config.Fabric;
import orchestrator.server.config.FabricIdentity;
import orchestrator.server.config.SettingsException;
import orchestrator.server.tls.Credentials;
import orchestrator.server.tls.PemFile;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** The organizations that this server signs for, each with a connection to its peer. */
final class Gateways implements AutoCloseable {
  /** A peer tells of an error twice, in a text and in details, and of long ones at length. */
  private static final int MAX_HEADER_BYTES = 256 << 10;

  /**
   * One organization's way to the ledger.
   *
   * @param identity as whom it signs
   */
  record Member(FabricIdentity identity, ManagedChannel connection, Gateway gateway) {}

  private final Map<String, Member> members = new TreeMap<>();
  private final List<ManagedChannel> opened = new ArrayList<>();

  private Gateways() {}

  /**
   * Reads certificates and keys. Connections are made when they are needed.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  static Gateways open(Fabric fabric) {
    Gateways gateways = new Gateways();
    try {
      fabric.identities().values().forEach(identity -> gateways.add(identity, fabric));
      return gateways;
    } catch (RuntimeException e) {
      gateways.close();
      throw e;
    }
  }

  private void add(FabricIdentity identity, Fabric fabric) {
    Credentials own = Credentials.read(identity.certificate(), identity.key());
    ManagedChannel connection = connect(identity, fabric);
    opened.add(connection);
    Fabric.Deadlines deadlines = fabric.deadlines();
    // What is signed with an Edwards curve is hashed by the signature itself.
    boolean hashed = !own.key().getAlgorithm().equals("EdDSA");
    try {
      Gateway gateway =
          Gateway.newInstance()
              .identity(new X509Identity(identity.mspId(), own.chain().get(0)))
              .signer(Signers.newPrivateKeySigner(SigningKey.of(own.key())))
              .hash(hashed ? Hash.SHA256 : Hash.NONE)
              .connection(connection)
              .evaluateOptions(
                  o -> o.withDeadlineAfter(deadlines.evaluate().toNanos(), TimeUnit.NANOSECONDS))
              .endorseOptions(
                  o -> o.withDeadlineAfter(deadlines.endorse().toNanos(), TimeUnit.NANOSECONDS))
              .submitOptions(
                  o -> o.withDeadlineAfter(deadlines.submit().toNanos(), TimeUnit.NANOSECONDS))
              .connect();
      members.put(identity.mspId(), new Member(identity, connection, gateway));
    } catch (IllegalArgumentException e) {
      throw identity.key().wrong("a ledger takes elliptic curve keys only");
    }
  }

  private static ManagedChannel connect(FabricIdentity identity, Fabric fabric) {
    String authorities =
        new PemFile(identity.tlsCa())
            .certificates().stream().map(Identities::toPemString).reduce("", String::concat);
    try {
      TlsChannelCredentials.Builder tls =
          TlsChannelCredentials.newBuilder()
              .trustManager(
                  new ByteArrayInputStream(authorities.getBytes(StandardCharsets.US_ASCII)));
      ManagedChannelBuilder<?> builder =
          Grpc.newChannelBuilder(identity.endpoint().toString(), tls.build())
              // The peers bound what they send.
              .maxInboundMessageSize(Integer.MAX_VALUE)
              .maxInboundMetadataSize(MAX_HEADER_BYTES)
              .keepAliveTime(fabric.keepalive().toNanos(), TimeUnit.NANOSECONDS)
              .userAgent("orchestrator");
      identity.authority().ifPresent(builder::overrideAuthority);
      return builder.build();
    } catch (IOException e) {
      throw identity.tlsCa().wrong("it cannot be read");
    }
  }

  /** An organization that this server signs for. */
  Optional<Member> find(String mspId) {
    return Optional.ofNullable(members.get(mspId));
  }

  @Override
  public void close() {
    opened.forEach(ManagedChannel::shutdownNow);
  }
}
