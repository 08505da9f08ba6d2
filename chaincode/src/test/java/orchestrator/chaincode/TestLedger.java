package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.lib.ledger.LedgerEvents;
import orchestrator.loopback.ledger.Simulation;
import orchestrator.proto.Event;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.Chaincode.Response.Status;

/** Runs the chaincode on a peer in memory, each transaction a second after the one before. */
final class TestLedger {
  private final OrchestratorChaincode chaincode =
      Guice.createInjector(new ChaincodeModule()).getInstance(OrchestratorChaincode.class);
  private final MemoryPeer peer = new MemoryPeer();
  private final PeerFaults faults = new PeerFaults();
  private Instant start = Instant.ofEpochSecond(1_700_000_000L);
  private long transactions;

  /** A transaction that was endorsed and not ordered yet. */
  record Endorsed(Simulation simulation, Response response, Optional<LedgerEvents> event) {
    List<KVWrite> writes() {
      return simulation.results().getWritesList();
    }

    String message() {
      return response.getMessage();
    }

    /** What its chaincode event carries, as the server in front of the ledger reads it. */
    List<Event> events() throws InvalidProtocolBufferException {
      LedgerEvents carried = event.orElseThrow();
      assertThat(carried.isOurs()).isTrue();
      return carried.events();
    }
  }

  /** Lets the clocks of the clients be at another time. */
  void setTime(Instant time) {
    start = time;
  }

  /** What the peer refuses. */
  PeerFaults faults() {
    return faults;
  }

  /** Runs a transaction without committing it. */
  <Q extends MessageLite, A> Endorsed endorse(
      String requester, MethodDescriptor<Q, A> method, Q request) {
    return endorse(requester, method.getFullMethodName(), request.toByteArray());
  }

  Endorsed endorse(String requester, String rpc, byte[] request) {
    transactions++;
    Simulation simulation = peer.simulate("transaction " + transactions);
    MemoryPeer.Result<Response> result =
        peer.run(
            simulation,
            new MemoryPeer.Call(
                requester, start.plusSeconds(transactions), List.of(rpc.getBytes(UTF_8), request)),
            stub -> chaincode.invoke(faults.on(stub)));
    return new Endorsed(
        simulation,
        result.value(),
        result
            .event()
            .map(
                event -> new LedgerEvents(event.getEventName(), event.getPayload().toByteArray())));
  }

  /** Orders transactions into one block. */
  List<TxValidationCode> commit(List<Endorsed> block) {
    List<Simulation> simulations = new ArrayList<>();
    for (Endorsed endorsed : block) {
      assertThat(endorsed.response().getStatus()).as(endorsed.message()).isEqualTo(Status.SUCCESS);
      simulations.add(endorsed.simulation());
    }
    return peer.commit(simulations);
  }

  /** Runs and commits a transaction in a block of its own. */
  <Q extends MessageLite, A> A submit(String requester, MethodDescriptor<Q, A> method, Q request) {
    Endorsed endorsed = endorse(requester, method, request);
    assertThat(commit(List.of(endorsed))).containsExactly(TxValidationCode.VALID);
    return method
        .getResponseMarshaller()
        .parse(new ByteArrayInputStream(endorsed.response().getPayload()));
  }
}
