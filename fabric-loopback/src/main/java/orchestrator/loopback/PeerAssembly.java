package orchestrator.loopback;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import orchestrator.loopback.chaincode.ChaincodeClient;
import orchestrator.loopback.chaincode.ChaincodeProcess;
import orchestrator.loopback.chaincode.ChaincodeVariant;
import orchestrator.loopback.crypto.Digests;
import orchestrator.loopback.crypto.Organization;
import orchestrator.loopback.peer.Peer;

/** Makes a peer and the process of its chaincode, both not started. */
record PeerAssembly(Peer peer, ChaincodeProcess process) {
  /**
   * Makes the peer and the process for an organization.
   *
   * @param position the organization's place among the others, from 0 on
   */
  static PeerAssembly of(LoopbackSettings settings, Organization organization, int position)
      throws IOException {
    String name = settings.chaincodeName();
    ByteString code = ByteString.copyFromUtf8(String.join(" ", settings.program()));
    String packageId = name + ":" + HexFormat.of().formatHex(Digests.sha256(code).toByteArray());
    Path log = settings.folder().resolve("chaincode-%s.log".formatted(organization.mspId()));
    ChaincodeProcess process =
        new ChaincodeProcess(
            ChaincodeVariant.of(position, settings.otherJava()),
            settings.program(),
            packageId,
            log);
    ChaincodeClient client =
        new ChaincodeClient(name, process.address(), packageId, settings.executionLimit());
    return new PeerAssembly(new Peer(organization, client), process);
  }
}
