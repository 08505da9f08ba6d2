package orchestrator.loopback.peer;

import io.grpc.Status;
import org.hyperledger.fabric.protos.peer.ProposalResponse;

/** Tells what came out of a proposal at one peer. */
public sealed interface ProposalResult {
  /** How many blocks the state had that the peer tried it on. */
  long height();

  /** The peer has signed the result. */
  record Endorsed(ProposalResponse response, long height) implements ProposalResult {}

  /**
   * The peer has not signed anything.
   *
   * @param code what the gateway makes of it
   * @param message Fabric's words
   * @param cause who has failed
   */
  record Failed(Status.Code code, String message, Cause cause, long height)
      implements ProposalResult {}

  /** Who has failed. */
  enum Cause {
    /** The client, with a proposal that is refused. */
    PROPOSAL,
    /** The chaincode has answered with an error. */
    CHAINCODE,
    /** The peer, or the way to its chaincode; another peer may do better. */
    PEER
  }
}
