package orchestrator.server.ledger;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orchestrator.pem.SigningKey;
import orchestrator.server.config.SettingsException;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;
import orchestrator.server.tls.Credentials;
import orchestrator.server.tls.RenewableTrust;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** Keeps a connection and a signer for each organization that this server signs for. */
final class Gateways implements AutoCloseable {
  /** A peer tells of an error twice, in a text and in details, and of long ones at length. */
  private static final int MAX_HEADER_BYTES = 256 << 10;

  /** One organization's way to the ledger. */
  static final class Member {
    private final FabricIdentity identity;
    private final ManagedChannel connection;
    private volatile Gateway gateway;

    /** A way that stays, unless the organization's certificate is renewed. */
    Member(FabricIdentity identity, ManagedChannel connection, Gateway gateway) {
      this.identity = identity;
      this.connection = connection;
      this.gateway = gateway;
    }

    /** As whom it signs. */
    FabricIdentity identity() {
      return identity;
    }

    /** To the peer. */
    ManagedChannel connection() {
      return connection;
    }

    /** Signs with the certificate of the moment. What has begun with one goes on with it. */
    Gateway gateway() {
      return gateway;
    }
  }

  private final Map<String, Member> members = new TreeMap<>();
  private final Map<String, List<X509Certificate>> signing = new TreeMap<>();
  private final Map<String, List<X509Certificate>> tlsCas = new TreeMap<>();
  private final FabricNetwork fabric;
  private final CertificateEnds ends;
  private final List<ManagedChannel> opened = new ArrayList<>();

  private Gateways(FabricNetwork fabric, CertificateEnds ends) {
    this.fabric = fabric;
    this.ends = ends;
  }

  /**
   * Reads certificates and keys. Connections are made when they are needed.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  static Gateways open(FabricNetwork fabric, Reloads reloads, CertificateEnds ends) {
    Gateways gateways = new Gateways(fabric, ends);
    try {
      fabric.identities().values().forEach(identity -> gateways.add(identity, reloads));
      return gateways;
    } catch (RuntimeException e) {
      gateways.close();
      throw e;
    }
  }

  private void add(FabricIdentity identity, Reloads reloads) {
    String mspId = identity.mspId();
    RenewableTrust trust = new RenewableTrust();
    List<X509Certificate> cas =
        reloads
            .watch(
                identity.tlsCa().toString(),
                identity.tlsCa()::certificates,
                renewed -> {
                  trust.use(renewed);
                  told("ledger_tls_ca", tlsCas, mspId, renewed);
                })
            .get();
    trust.use(cas);
    told("ledger_tls_ca", tlsCas, mspId, cas);
    ManagedChannel connection = connect(identity, trust);
    opened.add(connection);
    Credentials own =
        reloads
            .watch(
                identity.certificate() + ", " + identity.key(),
                () -> Credentials.read(identity.certificate(), identity.key()),
                renewed -> {
                  renewed.requireCurrent(identity.certificate());
                  find(mspId).orElseThrow().gateway = gateway(identity, renewed, connection);
                  told("ledger_identity", signing, mspId, renewed.chain());
                })
            .get();
    members.put(mspId, new Member(identity, connection, gateway(identity, own, connection)));
    told("ledger_identity", signing, mspId, own.chain());
  }

  private void told(
      String use,
      Map<String, List<X509Certificate>> all,
      String mspId,
      List<X509Certificate> certificates) {
    all.put(mspId, certificates);
    ends.tell(use, fabric.identitiesFile().toString(), all);
  }

  private Gateway gateway(FabricIdentity identity, Credentials own, ManagedChannel connection) {
    FabricNetwork.Deadlines deadlines = fabric.deadlines();
    // What is signed with an Edwards curve is hashed by the signature itself.
    boolean hashed = !own.key().getAlgorithm().equals("EdDSA");
    try {
      return Gateway.newInstance()
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
    } catch (IllegalArgumentException e) {
      throw identity.key().wrong("a ledger takes elliptic curve keys only");
    }
  }

  private ManagedChannel connect(FabricIdentity identity, RenewableTrust trust) {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilder(
                identity.endpoint().toString(),
                TlsChannelCredentials.newBuilder().trustManager(trust.manager()).build())
            // The peers bound what they send.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .keepAliveTime(fabric.keepalive().toNanos(), TimeUnit.NANOSECONDS)
            .userAgent("orchestrator");
    identity.authority().ifPresent(builder::overrideAuthority);
    return builder.build();
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
