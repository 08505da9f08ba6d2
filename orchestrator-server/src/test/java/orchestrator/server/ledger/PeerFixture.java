package orchestrator.server.ledger;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingFile;
import orchestrator.server.metrics.Metrics;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.identity.Identity;

/** Makes the way to an organization's peer, for an identity that no peer checks. */
final class PeerFixture {
  static final String CHANNEL = "mychannel";

  private PeerFixture() {}

  static LedgerPeer peer(String organization, ManagedChannel connection) {
    SettingFile file = new SettingFile("--fabric-identities", Path.of("unread.pem"));
    FabricIdentity identity =
        new FabricIdentity(
            organization, file, file, new Endpoint("peer", 7051), file, Optional.empty());
    return new LedgerPeer(
        new Gateways.Member(identity, connection, gateway(organization, connection)),
        CHANNEL,
        new LedgerMetrics(new Metrics().registry()));
  }

  static Gateway gateway(String organization, ManagedChannel connection) {
    return Gateway.newInstance()
        .identity(new Unchecked(organization))
        .signer(digest -> new byte[] {1})
        .connection(connection)
        .connect();
  }

  private record Unchecked(String organization) implements Identity {
    @Override
    public String getMspId() {
      return organization;
    }

    @Override
    public byte[] getCredentials() {
      return new byte[0];
    }
  }
}
