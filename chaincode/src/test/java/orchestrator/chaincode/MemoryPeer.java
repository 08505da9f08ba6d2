package orchestrator.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.loopback.chaincode.ChaincodeClient;
import orchestrator.loopback.chaincode.ChaincodeFailedException;
import orchestrator.loopback.ledger.BlockUpdate;
import orchestrator.loopback.ledger.Simulation;
import orchestrator.loopback.ledger.WorldState;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * Runs transactions through Fabric's shim on the loopback network's state, with its rules of
 * conflicts and without signatures, and commits blocks of them.
 */
final class MemoryPeer {
  private static final StubServer SERVER = StubServer.start();
  private static final ChaincodeClient CHAINCODE = SERVER.listen();

  private static final AtomicLong SIMULATIONS = new AtomicLong();

  private final WorldState state = new WorldState();
  private long blocks;

  /** What a transaction is made of, beside what it does. */
  record Call(String creator, Instant time, List<byte[]> arguments) {
    /** One that nobody asks about. */
    static final Call NONE = new Call("MyOrg1MSP", Instant.EPOCH, List.of());
  }

  /** What a transaction came to, and the event that it has set. */
  record Result<R>(R value, Optional<ChaincodeEvent> event) {}

  /**
   * Begins a transaction whose id does not matter. No two have the same: the shim forgets an id a
   * moment after it has answered, and would leave the next one of that id without an answer.
   */
  Simulation simulate() {
    return simulate("simulation " + SIMULATIONS.incrementAndGet());
  }

  /** Begins a transaction on the state as it is now. */
  Simulation simulate(String id) {
    return new Simulation(id, state.after(blocks));
  }

  /** Runs a chaincode's work in a transaction; what it throws comes out here. */
  <R> Result<R> run(Simulation simulation, Call call, Function<ChaincodeStub, R> work) {
    CompletableFuture<R> done = new CompletableFuture<>();
    SERVER.setWork(
        stub -> {
          try {
            done.complete(work.apply(stub));
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    try {
      ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
      call.arguments().forEach(argument -> input.addArgs(ByteString.copyFrom(argument)));
      ChaincodeClient.Execution execution =
          CHAINCODE.execute(
              "mychannel",
              simulation.transactionId(),
              input.build(),
              proposal(simulation.transactionId(), call),
              simulation);
      return new Result<>(done.get(), execution.event());
    } catch (ChaincodeFailedException e) {
      throw new IllegalStateException("the chaincode has failed", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test ends before its transaction", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Reads the database of a transaction that writes nothing. */
  <R> R read(Simulation simulation, Function<LedgerDatabase, R> reading) {
    return run(simulation, Call.NONE, stub -> reading.apply(new LedgerDatabase(stub, true)))
        .value();
  }

  /** Runs a transaction that writes, and commits it in a block of its own. */
  void write(Consumer<LedgerDatabase> writing) {
    Simulation simulation = simulate();
    run(
        simulation,
        Call.NONE,
        stub -> {
          LedgerDatabase database = new LedgerDatabase(stub, false);
          writing.accept(database);
          database.flush();
          return true;
        });
    if (!commit(List.of(simulation)).equals(List.of(TxValidationCode.VALID))) {
      throw new IllegalStateException("a transaction that is alone conflicts");
    }
  }

  /** Commits those transactions of a block that are valid, and tells what became of each. */
  List<TxValidationCode> commit(List<Simulation> block) {
    BlockUpdate update = new BlockUpdate(state, blocks);
    List<TxValidationCode> codes = new ArrayList<>();
    for (Simulation each : block) {
      codes.add(
          update.apply(
              codes.size(), each.transactionId(), Timestamp.getDefaultInstance(), each.results()));
    }
    blocks++;
    return codes;
  }

  private static SignedProposal proposal(String id, Call call) {
    Instant time = call.time();
    ChannelHeader channel =
        ChannelHeader.newBuilder()
            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
            .setChannelId("mychannel")
            .setTxId(id)
            .setTimestamp(
                Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
            .build();
    SerializedIdentity creator = SerializedIdentity.newBuilder().setMspid(call.creator()).build();
    Header header =
        Header.newBuilder()
            .setChannelHeader(channel.toByteString())
            .setSignatureHeader(
                SignatureHeader.newBuilder()
                    .setCreator(creator.toByteString())
                    .build()
                    .toByteString())
            .build();
    return SignedProposal.newBuilder()
        .setProposalBytes(
            Proposal.newBuilder().setHeader(header.toByteString()).build().toByteString())
        .build();
  }
}
