package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import orchestrator.chaincode.fixtures.PeerStub;
import orchestrator.chaincode.fixtures.Simulation;
import orchestrator.chaincode.fixtures.WorldState;
import orchestrator.chaincode.fixtures.WorldState.Verdict;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.Chaincode.Response.Status;

/** The chaincode on a peer in memory, each transaction a second after the one before. */
final class TestLedger {
  private final OrchestratorChaincode chaincode =
      Guice.createInjector(new ChaincodeModule()).getInstance(OrchestratorChaincode.class);
  private final WorldState state = new WorldState();
  private Instant start = Instant.ofEpochSecond(1_700_000_000L);
  private long transactions;

  /** A transaction that was endorsed and not ordered yet. */
  record Endorsed(Simulation simulation, Response response, Optional<PeerStub.Sent> event) {
    SortedMap<String, Optional<ByteString>> writes() {
      return simulation.writes();
    }

    String message() {
      return response.getMessage();
    }
  }

  /** Lets the clocks of the clients be at another time. */
  void setTime(Instant time) {
    start = time;
  }

  /** What the peer has, to be damaged. */
  WorldState state() {
    return state;
  }

  /** Runs a transaction without committing it. */
  <Q extends MessageLite, A> Endorsed endorse(
      String requester, MethodDescriptor<Q, A> method, Q request) {
    return endorse(requester, method.getFullMethodName(), request.toByteArray());
  }

  Endorsed endorse(String requester, String rpc, byte[] request) {
    transactions++;
    Simulation simulation = state.simulate("transaction " + transactions);
    PeerStub peer =
        new PeerStub(
            simulation,
            start.plusSeconds(transactions),
            requester,
            List.of(rpc.getBytes(UTF_8), request));
    Response response = chaincode.invoke(peer.stub());
    return new Endorsed(simulation, response, peer.event());
  }

  /** Orders transactions into one block. */
  List<Verdict> commit(List<Endorsed> block) {
    List<Simulation> simulations = new ArrayList<>();
    for (Endorsed endorsed : block) {
      assertThat(endorsed.response().getStatus()).as(endorsed.message()).isEqualTo(Status.SUCCESS);
      simulations.add(endorsed.simulation());
    }
    return state.commit(simulations);
  }

  /** Runs and commits a transaction in a block of its own. */
  <Q extends MessageLite, A> A submit(String requester, MethodDescriptor<Q, A> method, Q request) {
    Endorsed endorsed = endorse(requester, method, request);
    assertThat(commit(List.of(endorsed))).containsExactly(Verdict.VALID);
    return method
        .getResponseMarshaller()
        .parse(new ByteArrayInputStream(endorsed.response().getPayload()));
  }
}
